import { CONSTITUTIONAL_HASH } from '@acgs/constitutional-hash';
import { decodeJwt, decodeProtectedHeader } from 'jose';
import { type Answer, type Installation, startInstallation } from '../support/installation.js';

const TOKEN_PATH = '/api/v1/oauth/token';

describe('the token endpoint', () => {
  let installation: Installation;

  beforeAll(async () => {
    installation = await startInstallation();
  });

  afterAll(async () => {
    await installation.close();
  });

  const secretOf = (id: string): string => installation.clients.find((client) => client.id === id)!.secret;

  const ask = (
    form: Record<string, string>,
    options: { headers?: Record<string, string>; hash?: string | null } = {},
  ): Promise<Answer> =>
    installation.call('auth-service', 'POST', TOKEN_PATH, {
      as: null,
      body: new URLSearchParams(form),
      ...options,
    });

  const basic = (id: string, secret: string): Record<string, string> => ({
    Authorization: `Basic ${Buffer.from(`${id}:${secret}`).toString('base64')}`,
  });

  it('gives an at+jwt with what ACGS reads of it', async () => {
    const token = await installation.token('platform');
    expect(decodeProtectedHeader(token)).toMatchObject({ alg: 'ES256', typ: 'at+jwt' });
    expect(decodeJwt(token)).toMatchObject({
      iss: installation.url('auth-service'),
      aud: 'urn:acgs:api',
      sub: 'platform',
      client_id: 'platform',
      tenant: 'default',
      roles: ['agent'],
      permissions: ['decisions:on-behalf'],
    });
  });

  it('takes the secret in the Authorization header too, and says how long the token lives', async () => {
    const answer = await ask(
      { grant_type: 'client_credentials' },
      { headers: basic('demo-agent', secretOf('demo-agent')) },
    );
    expect(answer.status).toBe(200);
    expect(answer.body).toMatchObject({ token_type: 'Bearer', expires_in: 3600 });
    expect(answer.headers.get('cache-control')).toBe('no-store');
  });

  it('answers a wrong secret and an unknown client with the same words', async () => {
    const wrong = await ask(
      { grant_type: 'client_credentials' },
      { headers: basic('admin', 'x'.repeat(43)) },
    );
    const unknown = await ask(
      { grant_type: 'client_credentials' },
      { headers: basic('adnim', 'x'.repeat(43)) },
    );
    const impossible = await ask(
      { grant_type: 'client_credentials' },
      { headers: basic('a/b', 'x'.repeat(43)) },
    );
    expect([wrong.status, unknown.status, impossible.status]).toStrictEqual([401, 401, 401]);
    expect(wrong.body).toStrictEqual({
      error: 'invalid_client',
      error_description: 'client authentication failed',
    });
    expect(unknown.body).toStrictEqual(wrong.body);
    expect(impossible.body).toStrictEqual(wrong.body);
    expect(unknown.headers.get('www-authenticate')).toBe(wrong.headers.get('www-authenticate'));
  });

  it('tells a page of another origin nothing more of a known client than of an unknown one', async () => {
    const headers = { Origin: 'https://elsewhere.example' };
    const known = await ask(
      { grant_type: 'client_credentials' },
      { headers: { ...headers, ...basic('admin', 'x') } },
    );
    const unknown = await ask(
      { grant_type: 'client_credentials' },
      { headers: { ...headers, ...basic('adnim', 'x') } },
    );
    expect(known.status).toBe(unknown.status);
    expect(JSON.stringify(known.body).replace('admin', '')).toBe(
      JSON.stringify(unknown.body).replace('adnim', ''),
    );
  });

  it.each(['authorization_code', 'refresh_token', 'password', 'implicit', ''])(
    'refuses the grant %j',
    async (grant) => {
      const answer = await ask({ grant_type: grant, client_id: 'admin', client_secret: secretOf('admin') });
      expect(answer.status).toBe(400);
      expect(answer.body).toHaveProperty('error');
    },
  );

  it('gives no token for another resource', async () => {
    const answer = await ask({
      grant_type: 'client_credentials',
      client_id: 'admin',
      client_secret: secretOf('admin'),
      resource: 'urn:another:api',
    });
    expect(answer.status).toBe(400);
    expect(answer.body).toMatchObject({ error: 'invalid_target' });
  });

  it('asks for the constitutional hash first, and repeats it on its own errors', async () => {
    const form = { grant_type: 'client_credentials' };
    expect((await ask(form, { hash: null })).status).toBe(428);
    expect((await ask(form, { hash: '0'.repeat(16) })).status).toBe(412);
    const refused = await ask(form);
    expect(refused.status).toBe(400);
    expect(refused.headers.get('x-constitutional-hash')).toBe(CONSTITUTIONAL_HASH);
    expect(refused.headers.get('x-request-id')).not.toBeNull();
  });

  it('refuses bodies that are not forms, and forms that are too long', async () => {
    const json = await installation.call('auth-service', 'POST', TOKEN_PATH, {
      as: null,
      body: { grant_type: 'client_credentials' },
    });
    expect(json.status).toBe(400);
    const long = await ask({ grant_type: 'client_credentials', scope: 'x'.repeat(100_000) });
    expect(long.status).toBe(400);
    const twice = await installation.call('auth-service', 'POST', TOKEN_PATH, {
      as: null,
      body: new URLSearchParams('grant_type=client_credentials&grant_type=client_credentials'),
    });
    expect(twice.status).toBe(400);
  });
});
