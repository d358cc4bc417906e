import { Client } from 'pg';
import { withoutValues } from './core/statement-text.js';

const CONNECT_MILLISECONDS = 2000;
const STATEMENT_MILLISECONDS = 10_000;

/**
 * Runs a read once more under `EXPLAIN (ANALYZE, BUFFERS)`: on a connection of its own, so that no request waits for it,
 * and in a transaction that can't write and is never committed.
 */
export class PlanReader {
  constructor(private readonly url: string) {}

  /** The plan as JSON, without values. @throws what the driver throws */
  async read(statement: string, values: readonly unknown[]): Promise<unknown> {
    const client = new Client({
      connectionString: this.url,
      application_name: 'acgs plan reader',
      connectionTimeoutMillis: CONNECT_MILLISECONDS,
      statement_timeout: STATEMENT_MILLISECONDS,
      query_timeout: STATEMENT_MILLISECONDS + CONNECT_MILLISECONDS,
      lock_timeout: CONNECT_MILLISECONDS,
      options: '-c jit=off -c search_path=public -c default_transaction_read_only=on',
    });
    client.on('error', () => undefined);
    try {
      await client.connect();
      await client.query('BEGIN READ ONLY');
      const { rows } = await client.query<{ 'QUERY PLAN': [unknown] }>(
        `EXPLAIN (ANALYZE, BUFFERS, FORMAT JSON) ${statement}`,
        [...values],
      );
      return planWithoutValues(rows[0]?.['QUERY PLAN'][0]);
    } finally {
      await client.end();
    }
  }
}

/** The conditions of a plan are texts in which the values stand; its figures are numbers, and stay. */
function planWithoutValues(part: unknown): unknown {
  if (typeof part === 'string') return withoutValues(part);
  if (Array.isArray(part)) return part.map(planWithoutValues);
  if (typeof part !== 'object' || part === null) return part;
  return Object.fromEntries(Object.entries(part).map(([name, value]) => [name, planWithoutValues(value)]));
}
