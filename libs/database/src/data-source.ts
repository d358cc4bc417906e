import pg from 'pg';
import { DataSource } from 'typeorm';
import { MIGRATIONS } from '../../../migrations/index.js';
import { BoundedClient } from './bounded-client.js';
import { DatabaseStartError } from './database.errors.js';
import { MeasuredPool } from './measured-pool.js';
import type { QueryMonitor } from './query-monitor.js';
import { STATEMENT_BOUNDS } from './statement-bounds.js';

/** One writer at a time changes the tables, however many services start at once. */
const MIGRATION_LOCK = 7_205_160_011;

export interface DataSourceOptions {
  readonly url: string;
  readonly poolSize: number;
  readonly applicationName: string;
  /** How long a caller waits for a connection; 30 s unless told. */
  readonly poolWaitMilliseconds?: number;
  /** After which a connection is replaced, so that none lives on past a failover or a changed role; an hour unless told. */
  readonly connectionLifetimeSeconds?: number;
  readonly monitor?: QueryMonitor;
}

const POOL_WAIT_MILLISECONDS = 30_000;
const CONNECTION_LIFETIME_SECONDS = 3600;
const CONNECTION = { keepAlive: true, Client: BoundedClient };

/**
 * A pool without overflow: a bounded wait for a connection, each recycled, JIT off (it costs more than it gives for short
 * statements), and no statement, lock or idle transaction that lasts for ever.
 *
 * @throws DatabaseStartError when the server can't be reached or a migration fails
 */
export async function openDataSource(options: DataSourceOptions): Promise<DataSource> {
  await migrate(options);
  return connect(options, {
    ...CONNECTION,
    ...STATEMENT_BOUNDS,
    connectionTimeoutMillis: options.poolWaitMilliseconds ?? POOL_WAIT_MILLISECONDS,
    maxLifetimeSeconds: options.connectionLifetimeSeconds ?? CONNECTION_LIFETIME_SECONDS,
    monitor: options.monitor,
    options: '-c jit=off -c search_path=public',
  });
}

async function connect(options: DataSourceOptions, extra: object): Promise<DataSource> {
  const dataSource = new DataSource({
    type: 'postgres',
    url: options.url,
    applicationName: options.applicationName,
    poolSize: options.poolSize,
    driver: { ...pg, Pool: MeasuredPool },
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
