import { DataSource } from 'typeorm';
import { MIGRATIONS } from '../../../migrations/index.js';
import { BoundedClient } from './bounded-client.js';
import { DatabaseStartError } from './database.errors.js';

/** One writer at a time changes the tables, however many services start at once. */
const MIGRATION_LOCK = 7_205_160_011;

export interface DataSourceOptions {
  readonly url: string;
  readonly poolSize: number;
  readonly applicationName: string;
}

const CONNECTION = { keepAlive: true, Client: BoundedClient, connectionTimeoutMillis: 30_000 };

/**
 * The server's own bound comes first and leaves the connection whole; the client's is for a server that is silent. A
 * decision may wait for the batch before it: twice 6 s are over before the gateway's 15 s are.
 */
const STATEMENT_BOUNDS = {
  lock_timeout: 4000,
  statement_timeout: 5000,
  query_timeout: 6000,
  idle_in_transaction_session_timeout: 10_000,
};

/**
 * A pool without overflow: 30 s to get a connection, each recycled after an hour, JIT off (it costs more than it gives
 * for short statements), and no statement, lock or idle transaction that lasts for ever.
 *
 * @throws DatabaseStartError when the server can't be reached or a migration fails
 */
export async function openDataSource(options: DataSourceOptions): Promise<DataSource> {
  await migrate(options);
  return connect(options, {
    ...CONNECTION,
    ...STATEMENT_BOUNDS,
    maxLifetimeSeconds: 3600,
    options: '-c jit=off -c search_path=public',
  });
}

async function connect(options: DataSourceOptions, extra: object): Promise<DataSource> {
  const dataSource = new DataSource({
    type: 'postgres',
    url: options.url,
    applicationName: options.applicationName,
    poolSize: options.poolSize,
    migrations: [...MIGRATIONS],
    migrationsTableName: 'acgs_migrations',
    extra,
  });
  try {
    return await dataSource.initialize();
  } catch (cause) {
    throw unreachable(options.url, cause);
  }
}

function unreachable(url: string, cause: unknown): DatabaseStartError {
  const { hostname, port } = new URL(url);
  const why = (cause instanceof Error ? cause.message : String(cause)).replace(/^Error: /, '');
  return new DatabaseStartError(
    `PostgreSQL at ${hostname}:${port || '5432'} cannot be used (${why}): start it, or correct DATABASE_URL.`,
    { cause },
  );
}

/** On connections without bounds: one holds the lock, one works. */
async function migrate(options: DataSourceOptions): Promise<void> {
  const unbounded = '-c search_path=public -c statement_timeout=0 -c lock_timeout=0';
  const dataSource = await connect({ ...options, poolSize: 2 }, { ...CONNECTION, options: unbounded });
  const runner = dataSource.createQueryRunner();
  try {
    await runner.query('SELECT pg_advisory_lock($1)', [MIGRATION_LOCK]);
    await dataSource.runMigrations({ transaction: 'each' });
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new DatabaseStartError(`A migration failed (${why}): the database is as it was before it.`, {
      cause,
    });
  } finally {
    await runner.query('SELECT pg_advisory_unlock($1)', [MIGRATION_LOCK]).catch(() => undefined);
    await runner.release();
    await dataSource.destroy();
  }
}
