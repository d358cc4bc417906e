import type { OAuthClientPage, OAuthClientWithSecret, SecurityEventPage } from '@acgs/contracts';
import { decodeJwt } from 'jose';
import { askForToken, becomes, registerAgent, tokenOfAgent, tokenOfPerson } from '../support/identities.js';
import {
  type Answer,
  type CallOptions,
  type Installation,
  startInstallation,
} from '../support/installation.js';
import { callClients, registerClient } from '../support/oauth-clients.js';
import { query } from '../support/people.js';
import { REDIRECT_URI } from '../support/people-client.js';

describe('registered clients', () => {
  let installation: Installation;

  beforeAll(async () => {
    installation = await startInstallation({ services: ['constitutional-core'] });
  });

  afterAll(async () => {
    await installation.close();
  });

  const call = (method: string, path?: string, options?: CallOptions): Promise<Answer> =>
    callClients(installation, method, path, options);
  const register = (body: Readonly<Record<string, unknown>> = {}): ReturnType<typeof registerClient> =>
    registerClient(installation, body);
  const readConstitution = (token: string): Promise<Answer> =>
    installation.call('constitutional-core', 'GET', '/api/v1/constitution/versions', { token });

  it('with a secret are shown it once, and get tokens of their own with it', async () => {
    const { secret, ...client } = await register({ permissions: ['decisions:read'] });
    expect(secret).toMatch(/^[\w-]{43}$/);
    expect(client).toMatchObject({
      authMethod: 'client_secret',
      roles: ['agent'],
      jwks: null,
      inFile: false,
    });
    expect((await call('GET', `/${client.id}`)).body).toStrictEqual(client);
    const { body } = await call('GET', '?limit=500');
    expect((body as OAuthClientPage).items).toContainEqual(client);
    expect(JSON.stringify(body)).not.toContain(secret);
    expect(JSON.stringify(await query(installation, 'SELECT * FROM auth_service.clients'))).not.toContain(
      secret,
    );
    const token = await tokenOfAgent(installation, { id: client.id, secret });
    expect(decodeJwt(token)).toMatchObject({
      sub: client.id,
      client_id: client.id,
      tenant: 'default',
      principal: 'client',
      roles: ['agent'],
      permissions: ['decisions:read'],
    });
    expect((await readConstitution(token)).status).toBe(200);
  });

  it('leave no secret in the log of the service, however much that tells', async () => {
    const { log } = installation.service('auth-service').app.getHttpAdapter().getInstance() as unknown as {
      log: { level: string; info: (text: string) => void } & Record<
        symbol,
        { write: (line: string) => void }
      >;
    };
    const stream =
      log[Object.getOwnPropertySymbols(log).find(({ description }) => description === 'pino.stream')!]!;
    const [level, write] = [log.level, stream.write.bind(stream)];
    log.level = 'trace';
    const lines: string[] = [];
    stream.write = (line) => lines.push(line);
    const { id, secret } = await register();
    const { body } = await call('POST', `/${id}/secret`);
    await askForToken(installation, { id, secret });
    log.info('the end');
    stream.write = write;
    log.level = level;
    expect(lines.join('')).toContain('the end');
    expect(lines.join('')).not.toContain(secret);
    expect(lines.join('')).not.toContain((body as OAuthClientWithSecret).secret);
  });

  it('lose the old secret and its tokens with a new one', async () => {
    const { id, secret } = await register();
    const token = await tokenOfAgent(installation, { id, secret });
    const renewed = await call('POST', `/${id}/secret`);
    expect(renewed).toMatchObject({ status: 200, body: { id, authMethod: 'client_secret' } });
    const next = (renewed.body as OAuthClientWithSecret).secret ?? '';
    expect(next).not.toBe(secret);
    await becomes(401, () => readConstitution(token));
    expect((await askForToken(installation, { id, secret })).status).toBe(401);
    expect((await askForToken(installation, { id, secret: next })).status).toBe(200);
  });

  it('that are deleted get no token, and those that they have are refused in every service', async () => {
    const { id, secret } = await register({ roles: ['operator'] });
    const token = await tokenOfAgent(installation, { id, secret });
    const key = { name: 'Key', permissions: ['constitution:read'], expiresAt: new Date(Date.now() + 60_000) };
    const made = await installation.call('auth-service', 'POST', '/api/v1/auth/api-keys', {
      token,
      body: key,
    });
    const apiKey = (made.body as { key: string }).key;
    expect((await readConstitution(apiKey)).status).toBe(200);
    expect((await call('DELETE', `/${id}`)).status).toBe(204);
    await becomes(401, () => readConstitution(token));
    await becomes(401, () => readConstitution(apiKey));
    expect((await askForToken(installation, { id, secret })).status).toBe(401);
    for (const [method, path] of [
      ['GET', ''],
      ['DELETE', ''],
      ['POST', '/secret'],
    ] as const) {
      expect((await call(method, `/${id}${path}`)).status).toBe(404);
    }
  });

  it('are listed page by page, without agents, which have owners', async () => {
    const agent = await registerAgent(installation, await tokenOfPerson(installation, ['author', 'agent']));
    expect((await call('GET', `/${agent.id}`)).status).toBe(404);
    expect((await call('DELETE', `/${agent.id}`)).status).toBe(404);
    const seen: string[] = [];
    for (let cursor: string | null = ''; cursor !== null;) {
      const { body } = await call('GET', `?limit=2${cursor === '' ? '' : `&cursor=${cursor}`}`);
      const { items, nextCursor } = body as OAuthClientPage;
      seen.push(...items.map(({ id }) => id));
      cursor = nextCursor;
    }
    const rows = await query<{ id: string }>(
      installation,
      'SELECT id FROM auth_service.clients WHERE id <> $1 ORDER BY id DESC',
      [agent.id],
    );
    expect(seen).toStrictEqual(rows.map(({ id }) => id));
  });

  it('leave security events, without their names, addresses and secrets', async () => {
    const { id, secret } = await register({ name: 'Telltale', redirectUris: [REDIRECT_URI] });
    await call('PATCH', `/${id}`, { body: { name: 'Telltale too', roles: [] } });
    await call('PATCH', `/${id}`, { body: { roles: [] } });
    await call('POST', `/${id}/secret`);
    await call('DELETE', `/${id}`);
    const path = `/api/v1/auth/security-events?subject=${id}`;
    const { body } = await installation.call('auth-service', 'GET', path, { as: 'auditor' });
    expect((body as SecurityEventPage).items).toMatchObject([
      { kind: 'client-deleted', actor: 'admin' },
      { kind: 'client-secret-changed', actor: 'admin' },
      { kind: 'client-changed', actor: 'admin', detail: { changed: ['name', 'roles'], roles: [] } },
      {
        kind: 'client-registered',
        actor: 'admin',
        detail: { roles: ['agent'], authMethod: 'client_secret' },
      },
    ]);
    for (const told of ['Telltale', REDIRECT_URI, secret]) expect(JSON.stringify(body)).not.toContain(told);
  });
});
