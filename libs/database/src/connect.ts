import pg from 'pg';
import { DataSource, type MigrationInterface } from 'typeorm';
import { BoundedClient } from './bounded-client.js';
import { DatabaseStartError } from './database.errors.js';
import { MeasuredPool } from './measured-pool.js';
import { SnakeNames } from './snake-names.js';

/** A class with TypeORM's decorators. */
export type EntityClass<Entity extends object = object> = new () => Entity;

export interface ConnectOptions {
  readonly url: string;
  readonly applicationName: string;
}

interface PoolOptions {
  readonly poolSize: number;
  /** Settings of the driver (pg) and its pool. */
  readonly extra: object;
  readonly entities?: readonly EntityClass[];
  readonly migrations?: readonly (new () => MigrationInterface)[];
}

/** @throws DatabaseStartError when the server can't be reached */
export async function connect(options: ConnectOptions, pool: PoolOptions): Promise<DataSource> {
  const { poolSize, extra, entities = [], migrations = [] } = pool;
  const dataSource = new DataSource({
    type: 'postgres',
    ...options,
    poolSize,
    driver: { ...pg, Pool: MeasuredPool },
    /** Its own would write plain text beside the service's log; what fails is thrown. */
    logger: 'debug',
    entities: [...entities],
    namingStrategy: new SnakeNames(),
    migrations: [...migrations],
    migrationsTableName: 'acgs_migrations',
    extra: { keepAlive: true, Client: BoundedClient, ...extra },
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
