import { DataSource } from 'typeorm';
import { MIGRATIONS } from '../../../migrations/index.js';
import { DatabaseStartError } from './database.errors.js';

/** One writer at a time changes the tables, however many services start at once. */
const MIGRATION_LOCK = 7_205_160_011;

export interface DataSourceOptions {
  readonly url: string;
  readonly poolSize: number;
  readonly applicationName: string;
}

/**
 * A pool without overflow: 30 s to get a connection, each recycled after an hour, JIT off (it costs more than it gives
 * for short statements), and no statement, lock or idle transaction that lasts for ever.
 *
 * @throws DatabaseStartError when the server can't be reached or a migration fails
 */
export async function openDataSource(options: DataSourceOptions): Promise<DataSource> {
  const dataSource = new DataSource({
    type: 'postgres',
    url: options.url,
    applicationName: options.applicationName,
    poolSize: options.poolSize,
    migrations: [...MIGRATIONS],
    migrationsTableName: 'acgs_migrations',
    extra: {
      connectionTimeoutMillis: 30_000,
      maxLifetimeSeconds: 3600,
      statement_timeout: 15_000,
      lock_timeout: 10_000,
      idle_in_transaction_session_timeout: 10_000,
      options: '-c jit=off -c search_path=public',
      keepAlive: true,
    },
  });
  try {
    await dataSource.initialize();
  } catch (cause) {
    throw unreachable(options.url, cause);
  }
  await migrate(dataSource);
  return dataSource;
}

function unreachable(url: string, cause: unknown): DatabaseStartError {
  const { hostname, port } = new URL(url);
  const why = (cause instanceof Error ? cause.message : String(cause)).replace(/^Error: /, '');
  return new DatabaseStartError(
    `PostgreSQL at ${hostname}:${port || '5432'} cannot be used (${why}): start it, or correct DATABASE_URL.`,
    { cause },
  );
}

async function migrate(dataSource: DataSource): Promise<void> {
  const runner = dataSource.createQueryRunner();
  try {
    await runner.query('SET lock_timeout = 0');
    await runner.query('SET statement_timeout = 0');
    await runner.query('SELECT pg_advisory_lock($1)', [MIGRATION_LOCK]);
    await dataSource.runMigrations({ transaction: 'each' });
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new DatabaseStartError(`A migration failed (${why}): the database is as it was before it.`, {
      cause,
    });
  } finally {
    await runner.query('SELECT pg_advisory_unlock($1)', [MIGRATION_LOCK]).catch(() => undefined);
    await runner.query('RESET ALL').catch(() => undefined);
    await runner.release();
  }
}
