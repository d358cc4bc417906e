import type { EvaluationRequest, Outcome } from '@acgs/contracts';
import type { LentReplica } from '@acgs/database';
import pg from 'pg';
import type { ReplayAssignment } from './replay-assignment.js';
import { CONNECT_MILLISECONDS, replayClient } from './replay-client.js';
import type { Statement } from './replay-statements.js';

/** A page is bounded in time, too. */
const READ_MILLISECONDS = 60_000;

export interface ReplayRow {
  /** Null for an uploaded case. */
  readonly id: string | null;
  readonly outcome: Outcome;
  readonly request: EvaluationRequest;
  readonly approved: boolean;
  /** Erased, or decided by no rules. */
  readonly incomparable: boolean;
  /** Of uploaded cases. */
  readonly label?: Outcome | null;
}

const readingClient = (url: string): pg.Client =>
  replayClient(url, { statement_timeout: READ_MILLISECONDS }, '-c default_transaction_read_only=on');

/** Where the pages come from: the replica that was lent, as long as it does, then the primary. */
export class ReplayReader {
  private client: pg.Client | null = null;
  private replica: LentReplica | null = null;

  constructor(private readonly assignment: Pick<ReplayAssignment, 'databaseUrl' | 'replica'>) {}

  async open(): Promise<void> {
    const { replica } = this.assignment;
    if (replica === null || !(await this.openReplica(replica))) await this.openPrimary();
  }

  async close(): Promise<void> {
    await this.client?.end();
  }

  /** Younger decisions may be missing, even when older ones that were recorded later are there. As `Date.now()`. */
  get completeTo(): number {
    return Math.min(this.replica?.completeTo ?? Infinity, Date.now());
  }

  /** False when the primary is read already. */
  async leaveReplica(): Promise<boolean> {
    if (this.replica === null) return false;
    const left = this.client;
    this.replica = null;
    await this.openPrimary();
    left?.end().catch(() => undefined);
    return true;
  }

  /**
   * Row by row, so that a page takes no more memory than what is made of it: with a bound of the driver's own it would keep
   * all rows.
   */
  read({ text, values }: Statement, take: (row: ReplayRow) => void): Promise<void> {
    return new Promise((resolve, reject) => {
      const silence = setTimeout(() => {
        reject(new Error('The database is silent.'));
      }, READ_MILLISECONDS + CONNECT_MILLISECONDS);
      const query = new pg.Query<ReplayRow>(text, [...values]);
      query.on('row', take);
      query.on('end', () => {
        clearTimeout(silence);
        resolve();
      });
      query.on('error', (error) => {
        clearTimeout(silence);
        reject(error);
      });
      this.client?.query(query);
    });
  }

  /** False when that server, which need not be the one that was looked at, does not have what was promised. */
  private async openReplica(replica: LentReplica): Promise<boolean> {
    const client = readingClient(replica.url);
    try {
      await client.connect();
      const { rows } = await client.query<{ isThere: boolean }>(
        'SELECT coalesce(pg_last_wal_replay_lsn() >= $1::pg_lsn, false) AND pg_is_in_recovery() AS "isThere"',
        [replica.position],
      );
      if (rows[0]?.isThere !== true) throw new Error('it is behind');
      this.client = client;
      this.replica = replica;
      return true;
    } catch {
      client.end().catch(() => undefined);
      return false;
    }
  }

  private async openPrimary(): Promise<void> {
    const client = readingClient(this.assignment.databaseUrl);
    await client.connect();
    this.client = client;
  }
}
