import { setTimeout as pause } from 'node:timers/promises';
import type { DataSource, MigrationInterface, QueryRunner } from 'typeorm';
import { INDEX_MIGRATIONS, MIGRATIONS } from '../../../migrations/index.js';
import { ADVISORY_LOCKS } from './advisory-locks.js';
import { connect, type ConnectOptions } from './connect.js';
import { DatabaseStartError } from './database.errors.js';

const ASK_AGAIN_MILLISECONDS = 50;

type Migrations = readonly (new () => MigrationInterface)[];

/**
 * Changes of the tables first: whoever starts meanwhile waits for them. Then the indexes: while one process makes them the
 * others go on without, since nothing but speed depends on them.
 *
 * @throws DatabaseStartError when the server can't be reached or a migration fails
 */
export function migrate(options: ConnectOptions): Promise<void> {
  return runAll(options, MIGRATIONS, INDEX_MIGRATIONS);
}

/** Those that this version has, by name, in no order. */
export const MIGRATION_NAMES: readonly string[] = [...MIGRATIONS, ...INDEX_MIGRATIONS].map(
  ({ name }) => name,
);

/** Brings an empty database to where another one is that has gone through these migrations. @throws as `migrate` */
export function migrateTo(options: ConnectOptions, names: readonly string[]): Promise<void> {
  const chosen = (all: Migrations): Migrations => all.filter(({ name }) => names.includes(name));
  return runAll(options, chosen(MIGRATIONS), chosen(INDEX_MIGRATIONS));
}

async function runAll(options: ConnectOptions, tables: Migrations, indexes: Migrations): Promise<void> {
  await withDataSource(options, tables, async (dataSource, runner) => {
    while (!(await tryLock(runner, ADVISORY_LOCKS.tables))) await pause(ASK_AGAIN_MILLISECONDS);
    await run(dataSource, (why) => `A migration failed (${why}): the database is as it was before it.`);
  });
  await withDataSource(options, indexes, async (dataSource, runner) => {
    if (!(await tryLock(runner, ADVISORY_LOCKS.indexes))) return;
    await run(dataSource, (why) => `An index could not be made (${why}): the next start tries it again.`);
  });
}

/** On connections without bounds: one holds the lock until it is closed, one works. */
async function withDataSource(
  options: ConnectOptions,
  migrations: Migrations,
  work: (dataSource: DataSource, runner: QueryRunner) => Promise<void>,
): Promise<void> {
  const unbounded = '-c search_path=public -c statement_timeout=0 -c lock_timeout=0';
  const dataSource = await connect(options, { poolSize: 2, extra: { options: unbounded }, migrations });
  const runner = dataSource.createQueryRunner();
  try {
    await work(dataSource, runner);
  } finally {
    await runner.query('SELECT pg_advisory_unlock_all()').catch(() => undefined);
    await runner.release();
    await dataSource.destroy();
  }
}

/** Asks and does not wait: a statement that waits would be one that the making of an index waits for. */
async function tryLock(runner: QueryRunner, lock: number): Promise<boolean> {
  const [row] = await runner.manager.query<[{ locked: boolean }]>(
    'SELECT pg_try_advisory_lock($1) AS locked',
    [lock],
  );
  return row.locked;
}

async function run(dataSource: DataSource, tell: (why: string) => string): Promise<void> {
  try {
    await dataSource.runMigrations({ transaction: 'each' });
  } catch (cause) {
    throw new DatabaseStartError(tell(cause instanceof Error ? cause.message : String(cause)), { cause });
  }
}
