import type { QueryResult, QueryResultRow } from 'pg';
import type { DataSource } from 'typeorm';
import { poolOf } from './measured-pool.js';

/** A statement that PostgreSQL parses once for each connection; the name must be unique to the text. */
export interface PreparedStatement {
  readonly name: string;
  readonly text: string;
}

/**
 * Runs a prepared statement on the pool's own connections: TypeORM's `query` has no way to name one, and parsing and
 * planning the hot statements costs more than running them.
 */
export function runPrepared<Row extends QueryResultRow>(
  dataSource: DataSource,
  statement: PreparedStatement,
  values: unknown[],
): Promise<QueryResult<Row>> {
  return poolOf(dataSource).query<Row>({ name: statement.name, text: statement.text, values });
}
