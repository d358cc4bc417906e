import { ADVISORY_LOCKS } from '@acgs/database';
import { Client } from 'pg';

const LOCK = ADVISORY_LOCKS.sequencer;
const STATEMENT_MILLISECONDS = 10_000;
/** A holder asks the server for news many times a second: one that has been silent for so long is paused, or gone. */
const SILENT_SECONDS = 3;

/**
 * The connection that holds the lock of the one sequencer, and on which all its work is done: whoever loses the lock has
 * lost the transaction with it.
 */
export class SequencerConnection {
  private constructor(readonly client: Client) {}

  /** Null while another holds the lock; one that is silent meanwhile is put out of the way for the next attempt. */
  static async acquire(url: string): Promise<SequencerConnection | null> {
    const client = new Client({
      connectionString: url,
      application_name: 'acgs sequencer',
      keepAlive: true,
      connectionTimeoutMillis: STATEMENT_MILLISECONDS,
      query_timeout: STATEMENT_MILLISECONDS,
      statement_timeout: STATEMENT_MILLISECONDS,
      idle_in_transaction_session_timeout: SILENT_SECONDS * 1000,
      options: '-c jit=off -c work_mem=64MB -c search_path=public',
    });
    client.on('error', () => undefined);
    try {
      await client.connect();
      const { rows } = await client.query<{ locked: boolean }>('SELECT pg_try_advisory_lock($1) AS locked', [
        LOCK,
      ]);
      if (rows[0]?.locked === true) return new SequencerConnection(client);
      await removeSilentHolder(client);
      await client.end();
      return null;
    } catch (error) {
      client.connection.stream.destroy();
      throw error;
    }
  }

  /** Rolls back when `work` throws. */
  async transaction<Result>(work: () => Promise<Result>): Promise<Result> {
    await this.client.query('BEGIN');
    try {
      const result = await work();
      await this.client.query('COMMIT');
      return result;
    } catch (error) {
      await this.client.query('ROLLBACK').catch(() => undefined);
      throw error;
    }
  }

  async close(): Promise<void> {
    const ended = this.client.end().catch(() => undefined);
    await Promise.race([ended, new Promise((resolve) => setTimeout(resolve, 500).unref())]);
    this.client.connection.stream.destroy();
  }
}

/** One that does not read what the server sends is active for ever, and no timeout of the server's reaches it. */
async function removeSilentHolder(client: Client): Promise<void> {
  await client.query(
    `SELECT pg_terminate_backend(pid) FROM pg_locks JOIN pg_stat_activity USING (pid)
     WHERE locktype = 'advisory' AND granted AND (classid::bigint << 32 | objid::bigint) = $1 AND objsubid = 1
       AND pg_locks.database = (SELECT oid FROM pg_database WHERE datname = current_database())
       AND (state <> 'active' OR wait_event = 'ClientWrite' OR query_start < now() - make_interval(secs => $3))
       AND state_change < now() - make_interval(secs => $2)`,
    [LOCK, SILENT_SECONDS, (2 * STATEMENT_MILLISECONDS) / 1000],
  );
}
