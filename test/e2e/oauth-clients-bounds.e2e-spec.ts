import type { OAuthClient } from '@acgs/contracts';
import { askForToken, tokenOfPerson } from '../support/identities.js';
import { type Answer, type Installation, startInstallation } from '../support/installation.js';
import { callClients, registerClient } from '../support/oauth-clients.js';
import { query } from '../support/people.js';

const KEY = { kty: 'EC', crv: 'P-256', x: 'f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU', y: 'x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0' }; // prettier-ignore
const CALLBACK = 'https://reports.example/callback';

describe('the management of clients', () => {
  let installation: Installation;

  beforeAll(async () => {
    installation = await startInstallation();
  });

  afterAll(async () => {
    await installation.close();
  });

  const call = (method: string, path: string, body?: unknown, token?: string): Promise<Answer> =>
    callClients(installation, method, path, { body, ...(token === undefined ? {} : { token }) });
  const register = (body: Readonly<Record<string, unknown>>, token?: string): Promise<Answer> =>
    call('POST', '', { name: 'Reports', authMethod: 'client_secret', ...body }, token);
  const read = async (id: string): Promise<OAuthClient> => (await call('GET', `/${id}`)).body as OAuthClient;
  /** Of a client with these permissions. */
  const tokenWith = (...permissions: string[]): Promise<string> =>
    installation.mint('author', { sub: 'provisioner', client_id: 'provisioner', roles: [], permissions });

  describe('refuses', () => {
    it.each([
      'http://reports.example/callback',
      'https://reports.example/callback#part',
      'https://reports.example/*',
      'https://*.reports.example/callback',
      'https://somebody@reports.example/callback',
      'https://reports.example/a b',
      'https:\\\\reports.example/callback',
      'http://127.0.0.1.evil.example/callback',
      'http://localhost.evil.example/callback',
      'javascript:alert(1)',
      'reports://callback',
      '/callback',
      `https://reports.example/${'a'.repeat(2048)}`,
    ])('the redirect URI %s, and leaves all as it was', async (uri) => {
      const { id } = await registerClient(installation, { redirectUris: [CALLBACK] });
      for (const field of ['redirectUris', 'postLogoutRedirectUris']) {
        const refused = { status: 400, body: { faults: [{ path: `/${field}/0` }] } };
        expect(await register({ [field]: [uri] })).toMatchObject(refused);
        expect(await call('PATCH', `/${id}`, { [field]: [uri] })).toMatchObject(refused);
      }
      expect((await read(id)).redirectUris).toStrictEqual([CALLBACK]);
    });

    it.each(['http://127.0.0.1:4999/callback', 'http://localhost/callback', 'http://[::1]:80/', CALLBACK])(
      'nothing about %s',
      async (uri) => {
        expect((await register({ redirectUris: [uri] })).status).toBe(201);
      },
    );

    it.each<[string, unknown]>([
      ['id', 'admin'],
      ['tenant', 'north'],
      ['secret', 'x'.repeat(43)],
      ['secretHash', 'x'.repeat(43)],
      ['expiresAt', '2030-01-01T00:00:00Z'],
      ['createdAt', '2020-01-01T00:00:00Z'],
      ['inFile', true],
      ['public', true],
      ['constitutionalHash', 'cdd01ef066bc6cf3'],
    ])('the field %s, which is not the caller’s to set', async (field, value) => {
      const { id } = await registerClient(installation);
      const refused = { status: 400, body: { faults: [{ path: `/${field}`, message: 'unknown field' }] } };
      expect(await register({ [field]: value })).toMatchObject(refused);
      expect(await call('PATCH', `/${id}`, { [field]: value })).toMatchObject(refused);
      expect(await call('PATCH', `/${id}`, { authMethod: 'none' })).toMatchObject({ status: 400 });
    });

    it.each<[string, unknown]>([
      ['name', ''],
      ['name', ' '],
      ['name', 'a'.repeat(101)],
      ['name', 'a\nb'],
      ['name', 'moc.elpmaxe\u202e'],
      ['redirectUris', Array.from({ length: 11 }, (_, at) => `${CALLBACK}/${String(at)}`)],
      ['redirectUris', [CALLBACK, CALLBACK]],
      ['roles', ['agent', 'agent']],
      ['roles', ['admin']],
      ['roles', ['approver']],
      ['roles', ['council']],
      ['permissions', ['constitution:ratify']],
      ['permissions', ['clients:write']],
      ['permissions', ['api-keys:write']],
      ['scopes', Array.from({ length: 30 }, () => 'policies:read')],
      ['scopes', ['everything']],
      ['jwks', { keys: [KEY] }],
    ])('%s of %j for a client with a secret', async (field, value) => {
      const { id } = await registerClient(installation);
      const before = await read(id);
      expect((await register({ [field]: value })).status).toBe(400);
      expect((await call('PATCH', `/${id}`, { [field]: value })).status).toBe(400);
      expect(await read(id)).toStrictEqual(before);
    });

    it.each([
      [{ authMethod: 'private_key_jwt' }],
      [{ authMethod: 'private_key_jwt', jwks: { keys: [] } }],
      [{ authMethod: 'private_key_jwt', jwks: { keys: [{ ...KEY, d: KEY.x }] } }],
      [{ authMethod: 'private_key_jwt', jwks: { keys: Array.from({ length: 11 }, () => KEY) } }],
      [{ authMethod: 'none', roles: ['agent'] }],
      [{ authMethod: 'none', permissions: ['policies:read'] }],
      [{ authMethod: 'client_secret_jwt' }],
    ])('to register %j', async (body) => {
      expect((await register(body)).status).toBe(400);
    });

    it('roles for a public client later, too', async () => {
      const { id } = await registerClient(installation, { authMethod: 'none', roles: [] });
      const fault = { faults: [{ path: '/roles' }] };
      expect(await call('PATCH', `/${id}`, { roles: ['agent'] })).toMatchObject({ status: 400, body: fault });
    });

    it('roles that nobody holds together, and names them', async () => {
      const token = await tokenOfPerson(installation, ['admin', 'operator'], {
        acr: 'urn:acgs:acr:mfa',
        auth_time: Math.floor(Date.now() / 1000),
      });
      const { id } = await registerClient(installation);
      const body = { type: 'urn:acgs:problem:roles-separated', roles: ['auditor', 'operator'] };
      const roles = ['operator', 'auditor'];
      expect(await register({ roles }, token)).toMatchObject({ status: 422, body });
      expect(await call('PATCH', `/${id}`, { roles }, token)).toMatchObject({ status: 422, body });
    });

    it('a person without a fresh second factor, and whoever acts for another', async () => {
      const now = Math.floor(Date.now() / 1000);
      const fresh = { acr: 'urn:acgs:acr:mfa', auth_time: now };
      const admin = (claims: object): Promise<string> =>
        tokenOfPerson(installation, ['admin'], { ...claims });
      const { id } = await registerClient(installation);
      for (const claims of [
        { acr: null, auth_time: null },
        { ...fresh, acr: 'urn:acgs:acr:password' },
        { ...fresh, auth_time: now - 1000 },
      ]) {
        const token = await admin(claims);
        const type = 'urn:acgs:problem:authentication-insufficient';
        for (const [method, path] of [
          ['POST', ''],
          ['PATCH', `/${id}`],
          ['POST', `/${id}/secret`],
          ['DELETE', `/${id}`],
        ] as const) {
          // prettier-ignore
          expect(await call(method, path, {}, token)).toMatchObject({ status: 401, body: { type } });
        }
        expect((await call('GET', `/${id}`, undefined, token)).status).toBe(200);
      }
      const acting = await admin({ ...fresh, act: { sub: 'an-agent' } });
      expect((await register({}, acting)).status).toBe(403);
      expect((await call('DELETE', `/${id}`, undefined, acting)).status).toBe(403);
      expect((await register({}, await admin(fresh))).status).toBe(201);
    });
  });

  it('gives no client what the caller has not got, neither at once nor later', async () => {
    const token = await tokenWith('clients:read', 'clients:write', 'policies:read');
    const exceeded = (...permissions: string[]): object => ({
      status: 403,
      body: { type: 'urn:acgs:problem:permissions-exceeded', permissions },
    });
    const made = await register({ permissions: ['policies:read'], scopes: ['policies:read'] }, token);
    expect(made.status).toBe(201);
    const own = `/${(made.body as OAuthClient).id}`;
    for (const [change, missing] of [
      [{ permissions: ['policies:read', 'decisions:read'] }, ['decisions:read']],
      [{ roles: ['agent'] }, ['constitution:read', 'decisions:create', 'delegations:grant']],
      [{ scopes: ['approvals:answer'] }, ['approvals:answer']],
    ] as const) {
      expect(await register(change, token)).toMatchObject(exceeded(...missing));
      expect(await call('PATCH', own, change, token)).toMatchObject(exceeded(...missing));
    }
    expect((await call('PATCH', own, { name: 'Other' }, token)).status).toBe(200);
    expect((await register({ scopes: ['approvals:answer'] })).status).toBe(201);
  });

  it('hands nobody a client that may more than the caller: neither its secret nor its addresses', async () => {
    const token = await tokenWith('clients:read', 'clients:write');
    for (const rights of [{}, { roles: [], scopes: ['users:write'] }]) {
      const { id } = await registerClient(installation, rights);
      const before = await read(id);
      expect((await call('POST', `/${id}/secret`, undefined, token)).status).toBe(403);
      expect((await call('PATCH', `/${id}`, { redirectUris: [CALLBACK] }, token)).status).toBe(403);
      expect((await call('PATCH', `/${id}`, { roles: [], scopes: [] }, token)).status).toBe(403);
      expect(await read(id)).toStrictEqual(before);
      expect((await call('DELETE', `/${id}`, undefined, token)).status).toBe(204);
    }
  });

  it('shows and touches nothing of another tenant', async () => {
    const { id, secret } = await registerClient(installation);
    const token = await installation.mint('admin', { tenant: 'north' });
    expect((await call('GET', '', undefined, token)).body).toStrictEqual({ items: [], nextCursor: null });
    expect((await call('GET', `/${id}`, undefined, token)).status).toBe(404);
    expect((await call('PATCH', `/${id}`, { name: 'Theirs' }, token)).status).toBe(404);
    expect((await call('POST', `/${id}/secret`, undefined, token)).status).toBe(404);
    expect((await call('DELETE', `/${id}`, undefined, token)).status).toBe(404);
    expect((await call('DELETE', '/admin', undefined, token)).status).toBe(404);
    expect((await askForToken(installation, { id, secret })).status).toBe(200);
    const { body } = await register({}, token);
    const [row] = await query(installation, 'SELECT tenant FROM auth_service.clients WHERE id = $1', [(body as OAuthClient).id]); // prettier-ignore
    expect(row).toStrictEqual({ tenant: 'north' });
  });
});
