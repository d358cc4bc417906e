import type { QueryRunner } from 'typeorm';

export interface ConcurrentIndex {
  readonly schema: string;
  readonly name: string;
  /** What follows the name: `ON table (columns) WHERE ...`. */
  readonly definition: string;
}

/**
 * Makes an index while others write. What an interrupted build left behind is invalid: kept up by every write, used by no
 * query, and in the way of another try by its name; it is dropped and made anew.
 */
export async function makeIndex(runner: QueryRunner, index: ConcurrentIndex): Promise<void> {
  const { schema, name, definition } = index;
  const [found] = await runner.manager.query<{ valid: boolean }[]>(
    `SELECT indisvalid AND indisready AS valid FROM pg_index
     JOIN pg_class ON pg_class.oid = indexrelid JOIN pg_namespace ON pg_namespace.oid = relnamespace
     WHERE nspname = $1 AND relname = $2`,
    [schema, name],
  );
  if (found?.valid === true) return;
  if (found !== undefined) await dropIndex(runner, index);
  await runner.query(`CREATE INDEX CONCURRENTLY ${name} ${definition}`);
}

export async function dropIndex(
  runner: QueryRunner,
  { schema, name }: Pick<ConcurrentIndex, 'schema' | 'name'>,
): Promise<void> {
  await runner.query(`DROP INDEX CONCURRENTLY IF EXISTS ${schema}.${name}`);
}
