import type { QueryResultRow } from 'pg';
import { setTimeout as pause } from 'node:timers/promises';
import { replicaPool, type ReplicaPoolOptions } from './replica-pool.js';
import { ReplicaWatch } from './replica-watch.js';

const GOOD_BYE_MILLISECONDS = 3000;
/** Codes (PostgreSQL, appendix A) of a server that has answered, and may answer the next statement: all but these classes. */
const OF_THE_SERVER = /^(08|53|57P)/;
const POOL_USED_UP = /^timeout exceeded when trying to connect$/;

export interface ReplicaOptions extends ReplicaPoolOptions {
  readonly primaryUrl: string;
  readonly maxLagMilliseconds: number;
}

/** A streaming replica: its connections, and what is known of it. */
export class Replica {
  readonly url: string;
  readonly watch: ReplicaWatch;
  private readonly pool: ReturnType<typeof replicaPool>;

  constructor(options: ReplicaOptions) {
    const { url, primaryUrl, maxLagMilliseconds } = options;
    this.url = url;
    this.watch = new ReplicaWatch({ primaryUrl, replicaUrl: url, maxLagMilliseconds });
    this.pool = replicaPool(options);
  }

  /** @throws what the driver throws; after a lost connection nobody asks again until the watch has looked */
  async query<Row extends QueryResultRow>(text: string, values: readonly unknown[]): Promise<Row[]> {
    try {
      return (await this.pool.query<Row>(text, [...values])).rows;
    } catch (error) {
      if (isLost(error)) this.watch.distrust();
      throw error;
    }
  }

  async close(): Promise<void> {
    const silence = pause(GOOD_BYE_MILLISECONDS, undefined, { ref: false });
    await Promise.race([Promise.all([this.watch.stop(), this.pool.end()]), silence]);
  }
}

function isLost(error: unknown): boolean {
  const { code, message } = error as { code?: unknown; message?: unknown };
  if (typeof code === 'string' && code.length === 5) return OF_THE_SERVER.test(code);
  return !POOL_USED_UP.test(String(message));
}
