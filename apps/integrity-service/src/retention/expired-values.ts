import { BackgroundLoop } from '@acgs/service';
import { Injectable, Logger, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { DataSource } from 'typeorm';

const HOUR = 60 * 60 * 1000;
const VALUES_AT_ONCE = 10_000;

/**
 * What retention has dropped of the engine's records leaves no values behind: with a day of decisions goes what their leaves are
 * commitments to. Looks once an hour; several processes may do it at once.
 */
@Injectable()
export class ExpiredValues implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly log = new Logger(ExpiredValues.name);
  private readonly loop = BackgroundLoop.every(
    HOUR,
    () => this.remove(),
    (error) => {
      this.log.warn(`values past their time are still kept: ${String(error)}`);
    },
  );

  constructor(private readonly database: DataSource) {}

  onApplicationBootstrap(): void {
    this.loop.start();
  }

  async onModuleDestroy(): Promise<void> {
    await this.loop.stop();
  }

  /** Ids of decisions are UUIDs of one form, so that their texts have the order of the ids. */
  async remove(): Promise<void> {
    let removed = VALUES_AT_ONCE;
    while (removed === VALUES_AT_ONCE && !this.loop.signal.aborted) {
      [, removed] = await this.database.query<[unknown, number]>(
        `DELETE FROM integrity_service.sealed_fields WHERE ctid = ANY (ARRAY(
           SELECT sealed.ctid FROM governance_engine.dropped_partitions
           CROSS JOIN integrity_service.trees
           JOIN integrity_service.sealed_fields AS sealed
             ON sealed.tenant = trees.tenant AND entry_id >= from_id::text AND entry_id < to_id::text
           WHERE NOT EXISTS (SELECT FROM governance_engine.decision_entries AS kept WHERE kept.tenant = sealed.tenant
             AND decision_id = CASE WHEN entry_id ~ '^[0-9a-f-]{36}$' THEN entry_id::uuid END)
           LIMIT ${String(VALUES_AT_ONCE)}))`,
      );
    }
  }
}
