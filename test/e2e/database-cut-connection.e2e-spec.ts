import { BoundedClient } from '../../libs/database/src/bounded-client.js';
import { createTestDatabase, type TestDatabase } from '../support/test-database.js';

describe('a connection that the server ends while nobody listens', () => {
  let database: TestDatabase;

  beforeAll(async () => {
    database = await createTestDatabase();
  });

  afterAll(async () => {
    await database.drop();
  });

  it('ends no process: the next statement is told', async () => {
    const [cut, other] = [database.url, database.url].map(
      (connectionString) => new BoundedClient({ connectionString }),
    ) as [BoundedClient, BoundedClient];
    await Promise.all([cut.connect(), other.connect()]);
    const { rows } = await cut.query<{ pid: number }>('SELECT pg_backend_pid() AS pid');
    const ended = new Promise((resolve) => cut.once('end', resolve));
    await other.query('SELECT pg_terminate_backend($1)', [rows[0]?.pid]);
    await ended;
    await expect(cut.query('SELECT 1')).rejects.toThrow(/not queryable|terminat/);
    await other.end();
  });
});
