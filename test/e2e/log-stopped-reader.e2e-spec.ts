import { Client } from 'pg';
import { setTimeout as pause } from 'node:timers/promises';
import { SequencerConnection } from '../../apps/integrity-service/src/sequencer/sequencer-connection.js';
import { createTestDatabase, type TestDatabase } from '../support/test-database.js';

/** More than the buffers of two sockets hold. */
const LARGE = `SELECT repeat('x', 1000000) FROM generate_series(1, 100)`;

describe('a sequencer that stopped reading what it asked for', () => {
  let database: TestDatabase;
  let observer: Client;

  beforeAll(async () => {
    database = await createTestDatabase();
    observer = new Client({ connectionString: database.url });
    await observer.connect();
  });

  afterAll(async () => {
    await observer.end();
    await database.drop();
  });

  const stateOf = async (pid: number): Promise<string> => {
    const { rows } = await observer.query<{ state: string; wait_event: string | null }>(
      'SELECT state, wait_event FROM pg_stat_activity WHERE pid = $1',
      [pid],
    );
    return rows[0] === undefined ? 'gone' : `${rows[0].state} ${String(rows[0].wait_event)}`;
  };

  const acquired = async (): Promise<SequencerConnection> => {
    const connection = await SequencerConnection.acquire(database.url);
    if (connection !== null) return connection;
    await pause(100);
    return acquired();
  };

  it('loses the lock to the next, though the server waits for it for ever', async () => {
    const { client } = await acquired();
    const { rows } = await client.query<{ pid: number }>('SELECT pg_backend_pid() AS pid');
    const pid = rows[0]!.pid;
    await client.query('BEGIN');
    client.connection.stream.pause();
    const asked = client.query(LARGE).catch((error: unknown) => error);
    while ((await stateOf(pid)) !== 'active ClientWrite') await pause(20);
    expect(await SequencerConnection.acquire(database.url)).toBeNull();
    const next = await acquired();
    expect(await stateOf(pid)).toBe('gone');
    await next.close();
    client.connection.stream.destroy();
    expect(await asked).toBeInstanceOf(Error);
  });
});
