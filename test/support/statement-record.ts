import type { PoolClient } from 'pg';
import type { DataSource } from 'typeorm';
import { type MeasuredPool, poolOf } from '../../libs/database/src/measured-pool.js';

export interface Statement {
  readonly text: string;
  readonly values: readonly unknown[];
}

type Connect = MeasuredPool['connect'];
type Query = (...parts: unknown[]) => unknown;

/** What auth-service reads every two seconds, whatever else it does. */
const OF_ITS_OWN_ACCORD = 'FROM auth_service.signing_keys WHERE retires_at IS NULL';

/**
 * Every statement that goes over the connections of a data source while the work is done, TypeORM's own included, but for
 * what a process reads from time to time of its own accord.
 */
export async function statementsOf(
  dataSource: DataSource,
  work: () => Promise<unknown>,
): Promise<Statement[]> {
  const statements: Statement[] = [];
  const pool = poolOf(dataSource);
  const connect = pool.connect.bind(pool);
  const recorded = new Map<PoolClient, Query>();
  pool.connect = ((callback) => {
    connect((error, client, release) => {
      if (client !== undefined && !recorded.has(client)) {
        recorded.set(client, client.query.bind(client));
        record(client, statements);
      }
      callback(error, client, release);
    });
  }) as Connect;
  try {
    await work();
    return statements.filter(({ text }) => !text.includes(OF_ITS_OWN_ACCORD));
  } finally {
    pool.connect = connect;
    for (const [client, query] of recorded) client.query = query as typeof client.query;
  }
}

function record(client: PoolClient, statements: Statement[]): void {
  const query = client.query.bind(client) as Query;
  client.query = ((...parts: unknown[]) => {
    const [first, values] = parts;
    statements.push(typeof first === 'string' ? statement(first, values) : statementOf(first));
    return query(...parts);
  }) as typeof client.query;
}

const statement = (text: string, values: unknown): Statement => ({
  text,
  values: Array.isArray(values) ? values : [],
});

function statementOf(config: unknown): Statement {
  const { text, values } = config as { text: string; values?: unknown };
  return statement(text, values);
}
