import { Logger, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import type { QueryResultRow } from 'pg';
import type { DataSource } from 'typeorm';
import { positionText } from './replica-progress.js';
import type { Replica } from './replica.js';

const COMPLAIN_EVERY_MILLISECONDS = 10_000;

type ReadServer = 'replica' | 'primary';

/** Told of each read: by whom it was answered, and whether the replica had failed before. */
export interface StaleReadsListener {
  answered(read: string, server: ReadServer): void;
  failed(read: string): void;
}

/** For work that opens a connection of its own. */
export interface LentReplica {
  readonly url: string;
  /** What the server on that connection has to have replayed (`pg_lsn`). */
  readonly position: string;
  /** All that was committed until then is there; as `Date.now()`. */
  readonly completeTo: number;
}

const NOBODY: StaleReadsListener = { answered: () => undefined, failed: () => undefined };

/**
 * Reads whose answer may be behind, by as much as `DATABASE_REPLICA_MAX_LAG_MS`: a replica answers them while it is usable,
 * and else the primary. Whoever reads through this has declared it; `DataSource` always asks the primary.
 *
 * For lists and searches that people and reports read. Never for what a decision, a session, a revocation, rules in force or
 * an idempotency key depends on, for a single resource, or for what is kept in a cache: it would stay there when the replica
 * has long caught up.
 */
export class StaleReads implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly log = new Logger('Replica');
  private quietUntil = 0;

  constructor(
    private readonly primary: Pick<DataSource, 'query'>,
    /** Null where there is none. */
    private readonly replica: Replica | null = null,
    private readonly listener: StaleReadsListener = NOBODY,
  ) {}

  /** Not awaited: nothing depends on it. */
  onApplicationBootstrap(): void {
    this.replica?.watch.start();
  }

  async onApplicationShutdown(): Promise<void> {
    await this.replica?.close();
  }

  /**
   * One statement that reads. What fails at the replica, whatever the reason, is asked of the primary.
   *
   * @param read its name, that of no other one; docs/scale.md lists them
   * @param isWhole whether nothing can be missing at the end of these rows, as of a full page in the order in which rows are
   *   added; what is not whole is asked of the primary
   */
  async query<Row extends QueryResultRow>(
    read: string,
    text: string,
    values: readonly unknown[],
    isWhole: (rows: readonly Row[]) => boolean = () => true,
  ): Promise<Row[]> {
    const found = await this.fromReplica<Row>(read, text, values);
    if (found !== null && isWhole(found)) {
      this.listener.answered(read, 'replica');
      return found;
    }
    const rows = await this.primary.query<Row[]>(text, [...values]);
    this.listener.answered(read, 'primary');
    return rows;
  }

  /** For a read of many statements, named as in `query`. Null when the primary has to be asked. */
  lend(read: string): LentReplica | null {
    const mark = this.replica?.watch.completeTo() ?? null;
    this.listener.answered(read, mark === null ? 'primary' : 'replica');
    if (mark === null || this.replica === null) return null;
    const completeTo = Date.now() - (performance.now() - mark.at);
    return { url: this.replica.url, position: positionText(mark.position), completeTo };
  }

  private async fromReplica<Row extends QueryResultRow>(
    read: string,
    text: string,
    values: readonly unknown[],
  ): Promise<Row[] | null> {
    const { replica } = this;
    if (replica?.watch.isUsable !== true) return null;
    try {
      return await replica.query<Row>(text, values);
    } catch (error) {
      this.listener.failed(read);
      this.complain(read, error);
      return null;
    }
  }

  /** Not for each of many. */
  private complain(read: string, error: unknown): void {
    if (Date.now() < this.quietUntil) return;
    this.quietUntil = Date.now() + COMPLAIN_EVERY_MILLISECONDS;
    this.log.warn(`${read} failed at the replica, the primary is asked: ${String(error)}`);
  }
}
