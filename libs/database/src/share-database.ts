import { Client } from 'pg';
import { DatabaseUrl } from './database-url.js';
import type { DatabaseSettings } from './database.variables.js';
import type { ReplicaSettings } from './replica/replica.variables.js';

const CONNECT_MILLISECONDS = 2000;
/** Of each process beside its pool: the watch of versions, and at times the reader of plans; the watch of a replica is one more. */
export const CONNECTIONS_BESIDE_THE_POOL = 2;

interface SharedDatabase {
  readonly environment: Readonly<Record<string, string>>;
  close(): Promise<void>;
}

/**
 * For a service of several processes: the built-in server is started and stopped by the one that starts the others, which
 * are told where it is. Warns when they may together ask for more connections than the server has.
 */
export async function shareDatabase(
  settings: DatabaseSettings & ReplicaSettings & { readonly WORKERS: number },
  warn: (text: string) => void,
): Promise<SharedDatabase> {
  const database = await DatabaseUrl.resolve(settings);
  const { WORKERS, DATABASE_POOL_SIZE, DATABASE_REPLICA_URL } = settings;
  const beside = CONNECTIONS_BESIDE_THE_POOL + (DATABASE_REPLICA_URL === undefined ? 0 : 1);
  // One more worker while they are replaced one by one.
  const wanted = (WORKERS + 1) * (DATABASE_POOL_SIZE + beside);
  const limit = await connectionLimit(database.url);
  if (limit !== null && wanted > limit) {
    warn(
      `${String(WORKERS)} workers, and one more while they are replaced, may open ${String(wanted)} connections, and ` +
        `PostgreSQL takes ${String(limit)}: lower DATABASE_POOL_SIZE or WORKERS, or raise max_connections.`,
    );
  }
  return { environment: { DATABASE_URL: database.url }, close: () => database.close() };
}

/** Null when the server does not tell: the workers will say so themselves. */
async function connectionLimit(url: string): Promise<number | null> {
  const client = new Client({
    connectionString: url,
    connectionTimeoutMillis: CONNECT_MILLISECONDS,
    query_timeout: CONNECT_MILLISECONDS,
  });
  client.on('error', () => undefined);
  try {
    await client.connect();
    const { rows } = await client.query<{ connections: number }>(
      `SELECT current_setting('max_connections')::int - current_setting('superuser_reserved_connections')::int
         AS connections`,
    );
    return rows[0]?.connections ?? null;
  } catch {
    return null;
  } finally {
    await client.end().catch(() => undefined);
  }
}
