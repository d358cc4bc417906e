import { Client } from 'pg';
import { type Answer, type Installation, startInstallation } from '../support/installation.js';
import { draft } from './constitution-drafts.js';

describe('the constitution while its database is away', () => {
  let installation: Installation;
  let server: Client;

  beforeAll(async () => {
    installation = await startInstallation({ services: ['constitutional-core'] });
    server = new Client({ connectionString: process.env.ACGS_TEST_SERVER });
    await server.connect();
    await installation.call('constitutional-core', 'POST', '/api/v1/constitution/versions', {
      body: draft('One'),
    });
  });

  afterAll(async () => {
    await server.end();
    await installation.close();
  });

  const get = (path: string): Promise<Answer> => installation.call('constitutional-core', 'GET', path);

  const letIn = async (open: boolean): Promise<void> => {
    const name = new URL(installation.database.url).pathname.slice(1);
    await server.query(`ALTER DATABASE ${name} ALLOW_CONNECTIONS ${open}`);
    if (open) return;
    await server.query('SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = $1', [name]);
  };

  it('is not ready but alive, tells its metrics, and is back by itself', async () => {
    await letIn(false);
    expect(await get('/health/ready')).toMatchObject({
      status: 503,
      body: { type: 'urn:acgs:problem:unavailable', error: { database: { status: 'down' } } },
    });
    expect((await get('/health/live')).status).toBe(200);
    expect((await get('/metrics')).body).toMatch(/^acgs_constitution_version\{.*\} Nan$/m);
    const { status, headers, body } = await get('/api/v1/constitution');
    expect({ status, body }).toMatchObject({ status: 503, body: { type: 'urn:acgs:problem:unavailable' } });
    expect(headers.get('retry-after')).toBe('1');
    expect(JSON.stringify(body)).not.toMatch(/stack|SELECT|not currently accepting/);

    await letIn(true);
    expect((await get('/health/ready')).status).toBe(200);
    expect(await get('/api/v1/constitution')).toMatchObject({ status: 200, body: { version: 1 } });
  });
});
