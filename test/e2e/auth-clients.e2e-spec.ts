import { loadConfiguration, type RunningService, startService } from '@acgs/service';
import { decodeJwt } from 'jose';
import { randomBytes } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Client, type QueryResult } from 'pg';
import { AUTH_SERVICE } from '../../apps/auth-service/src/auth-service.definition.js';
import { type Installation, startInstallation } from '../support/installation.js';

const TOKEN_PATH = '/api/v1/oauth/token';
const secret = (): string => randomBytes(32).toString('base64url');

describe('the clients of auth-service', () => {
  let installation: Installation;
  let file: string;
  let second: RunningService | null;

  beforeEach(async () => {
    installation = await startInstallation();
    file = join(installation.home, 'others.json');
    second = null;
  });

  afterEach(async () => {
    await second?.close();
    await installation.close();
  });

  /** Starts another process's worth of auth-service on the same database. */
  async function importClients(content: unknown): Promise<void> {
    await writeFile(file, typeof content === 'string' ? content : JSON.stringify(content));
    const environment = { ...installation.environment, PORT: '0', AUTH_CLIENTS_FILE: file };
    second = await startService(AUTH_SERVICE, loadConfiguration(AUTH_SERVICE.variables, environment));
  }

  const ask = (id: string, clientSecret: string): ReturnType<Installation['call']> =>
    installation.call('auth-service', 'POST', TOKEN_PATH, {
      as: null,
      body: new URLSearchParams({
        grant_type: 'client_credentials',
        client_id: id,
        client_secret: clientSecret,
      }),
    });

  async function query(text: string): Promise<QueryResult<Record<string, unknown>>> {
    const client = new Client({ connectionString: installation.database.url });
    await client.connect();
    const result = await client.query<Record<string, unknown>>(text);
    await client.end();
    return result;
  }

  it('come from a file, and what it says from then on holds in every process', async () => {
    const [first, next] = [secret(), secret()];
    await importClients({ clients: [{ id: 'planner', secret: first, roles: ['agent'] }] });
    expect((await ask('planner', first)).status).toBe(200);
    await second?.close();
    await importClients({
      clients: [{ id: 'planner', secret: next, tenant: 'north', permissions: ['policies:read'] }],
    });

    expect((await ask('planner', first)).status).toBe(401);
    const { body } = await ask('planner', next);
    expect(decodeJwt((body as { access_token: string }).access_token)).toMatchObject({
      sub: 'planner',
      tenant: 'north',
      roles: [],
      permissions: ['policies:read'],
    });
  });

  it('stay when a file does not name them', async () => {
    await importClients({ clients: [] });
    await expect(installation.token('admin')).resolves.toEqual(expect.any(String));
  });

  it('have no secret in the database, and are stamped', async () => {
    const { rows } = await query('SELECT * FROM auth_service.clients');
    expect(rows).toHaveLength(installation.clients.length);
    for (const row of rows) {
      expect(row).toMatchObject({ secret_hash: expect.any(Buffer), constitutional_hash: 'cdd01ef066bc6cf2' });
    }
    const stored = JSON.stringify(rows.map((row) => (row.secret_hash as Buffer).toString('latin1')));
    for (const client of installation.clients) expect(stored).not.toContain(client.secret);
  });

  it.each<[string, unknown, RegExp]>([
    ['is not JSON', '{', /^The clients file .+ is not usable \(it is not JSON\)/],
    [
      'has a short secret',
      { clients: [{ id: 'a', secret: 'swordfish' }] },
      /clients\.0\.secret: must be 32 to 256/,
    ],
    [
      'has an unknown role',
      { clients: [{ id: 'a', secret: secret(), roles: ['root'] }] },
      /clients\.0\.roles\.0/,
    ],
    [
      'has an id twice',
      {
        clients: [
          { id: 'a', secret: secret() },
          { id: 'a', secret: secret() },
        ],
      },
      /id twice/,
    ],
    ['has a field too many', { clients: [], admins: [] }, /"admins"/],
  ])(
    'do not come from a file that %s: the start says so in one line, without secrets',
    async (_, content, fault) => {
      const refusal = importClients(content);
      await expect(refusal).rejects.toThrow(fault);
      await expect(refusal).rejects.not.toThrow(/\n|swordfish/);
    },
  );

  it('get 503, and not a refusal, while they cannot be looked up', async () => {
    await query('ALTER TABLE auth_service.clients RENAME TO clients_away');
    const answer = await ask('admin', secret());
    expect(answer.status).toBe(503);
    expect(answer.headers.get('retry-after')).toBe('2');
    expect(answer.headers.get('x-constitutional-hash')).toBe('cdd01ef066bc6cf2');
    expect(answer.body).toStrictEqual({
      error: 'temporarily_unavailable',
      error_description: 'what is needed cannot be looked up now',
    });
  });
});
