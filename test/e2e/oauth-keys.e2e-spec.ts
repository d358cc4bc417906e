import { decodeProtectedHeader } from 'jose';
import { type Installation, startInstallation } from '../support/installation.js';

describe('a new key for tokens', () => {
  let installation: Installation;

  beforeAll(async () => {
    installation = await startInstallation({ env: { SIGNING_KEY_LEAD_SECONDS: '5' } });
  });

  afterAll(async () => {
    await installation.close();
  });

  const rotate = (as = 'admin'): ReturnType<Installation['call']> =>
    installation.call('auth-service', 'POST', '/api/v1/auth/signing-keys/rotation', { as });

  async function published(): Promise<string[]> {
    const { body } = await installation.call('auth-service', 'GET', '/.well-known/jwks.json', { as: null });
    return (body as { keys: { kid: string }[] }).keys.map(({ kid }) => kid);
  }

  async function newTokenKid(): Promise<string> {
    const { id, secret } = installation.clients.find((client) => client.id === 'auditor')!;
    const { body } = await installation.call('auth-service', 'POST', '/api/v1/oauth/token', {
      as: null,
      body: new URLSearchParams({ grant_type: 'client_credentials', client_id: id, client_secret: secret }),
    });
    return decodeProtectedHeader((body as { access_token: string }).access_token).kid!;
  }

  it('is published first, signs later, and what the old one signed is accepted all the while', async () => {
    const [old] = await published();
    expect((await rotate('auditor')).status).toBe(403);
    const { status, body } = await rotate();
    expect(status).toBe(201);
    const { kid, signsFrom, previousRetireAt } = body as Record<string, string>;
    expect((await published()).sort()).toStrictEqual([old!, kid!].sort());
    expect(await newTokenKid()).toBe(old);
    expect((await rotate()).status).toBe(409);

    const before = await installation.token('admin');
    while ((await newTokenKid()) === old) await new Promise(setImmediate);
    expect(Date.now()).toBeGreaterThanOrEqual(Date.parse(signsFrom!));
    expect(await newTokenKid()).toBe(kid);
    expect(Date.parse(previousRetireAt!) - Date.parse(signsFrom!)).toBeGreaterThanOrEqual(43_200_000);
    const answer = await installation.call('auth-service', 'GET', '/api/v1/admin/queries', { token: before });
    expect(answer.status).toBe(200);
  });
});
