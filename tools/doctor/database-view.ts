import { Client, type QueryResultRow } from 'pg';
import { messageOf } from '../command-line.js';
import { NotAtHandError } from './finding.js';

const CONNECT_MILLISECONDS = 3000;
const STATEMENT_MILLISECONDS = 5000;

/** One connection on which nothing can be changed. */
export class DatabaseView {
  private constructor(
    private readonly client: Client | null,
    /** Why there is none; null when there is. */
    readonly fault: string | null,
    readonly url: string | null,
  ) {}

  /** Never rejects. */
  static async open(url: string | null): Promise<DatabaseView> {
    if (url === null) return new DatabaseView(null, null, null);
    const client = new Client({
      connectionString: url,
      application_name: 'acgs-doctor',
      connectionTimeoutMillis: CONNECT_MILLISECONDS,
      query_timeout: STATEMENT_MILLISECONDS + 1000,
      statement_timeout: STATEMENT_MILLISECONDS,
      options: '-c default_transaction_read_only=on -c search_path=public',
    });
    client.on('error', () => undefined);
    try {
      await client.connect();
      return new DatabaseView(client, null, url);
    } catch (error) {
      await client.end().catch(() => undefined);
      return new DatabaseView(null, reasonOf(error), url);
    }
  }

  /** @throws NotAtHandError when there is no database to be asked */
  async rows<Row extends QueryResultRow>(text: string): Promise<Row[]> {
    if (this.client === null) throw this.missing();
    return (await this.client.query<Row>(text)).rows;
  }

  /** @throws NotAtHandError when there is no database, Error when there is no row */
  async row<Row extends QueryResultRow>(text: string): Promise<Row> {
    const [row] = await this.rows<Row>(text);
    if (row === undefined) throw new Error('the database answers without a row');
    return row;
  }

  async close(): Promise<void> {
    await this.client?.end().catch(() => undefined);
  }

  private missing(): NotAtHandError {
    return this.url === null
      ? new NotAtHandError('database', 'where the database is is not known', 'Set DATABASE_URL.')
      : new NotAtHandError('database', 'the database cannot be reached', 'See the check database.');
  }
}

/** A refused connection to a name with several addresses has an empty message, and one for each address. */
export function reasonOf(error: unknown): string {
  const errors = error instanceof AggregateError ? (error.errors as unknown[]) : [error];
  return errors.map(messageOf).join('; ');
}
