import { ADVISORY_LOCKS } from '@acgs/database';
import { BackgroundLoop } from '@acgs/service';
import { Injectable, Logger, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { OAuthRecordsRepository } from './oauth-records.repository.js';

const EVERY_MILLISECONDS = 60_000;
const AT_ONCE = 1000;
const ROUNDS_MAX = 20;

/** Deletes what has expired: every minute one process does, in small transactions, and at most 20 000 records. */
@Injectable()
export class ExpiredRecords implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly log = new Logger(ExpiredRecords.name);
  private readonly loop = BackgroundLoop.every(
    EVERY_MILLISECONDS,
    () => this.deleteAll(),
    (error) => {
      this.log.warn(`expired records were not deleted: ${(error as Error).message}`);
    },
  );

  constructor(
    private readonly database: DataSource,
    private readonly records: OAuthRecordsRepository,
  ) {}

  onApplicationBootstrap(): void {
    this.loop.start();
  }

  async onApplicationShutdown(): Promise<void> {
    await this.loop.stop();
  }

  /** Gives how many there were. */
  async deleteAll(): Promise<number> {
    let deleted = 0;
    for (let round = 0; round < ROUNDS_MAX; round++) {
      const some = await this.deleteSome();
      deleted += some;
      if (some < AT_ONCE) break;
    }
    return deleted;
  }

  private deleteSome(): Promise<number> {
    return this.database.transaction(async (manager) => {
      const [{ locked } = { locked: false }] = await manager.query<{ locked: boolean }[]>(
        'SELECT pg_try_advisory_xact_lock($1) AS locked',
        [ADVISORY_LOCKS.expiredOAuthRecords],
      );
      return locked ? await this.records.deleteExpired(manager, AT_ONCE) : 0;
    });
  }
}
