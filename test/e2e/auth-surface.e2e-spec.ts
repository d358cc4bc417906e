import { type Installation, startInstallation } from '../support/installation.js';

describe('what auth-service offers', () => {
  let installation: Installation;

  beforeAll(async () => {
    installation = await startInstallation({ env: { ACCESS_TOKEN_TTL_SECONDS: '43200' } });
  });

  afterAll(async () => {
    await installation.close();
  });

  const call = (method: string, path: string): ReturnType<Installation['call']> =>
    installation.call('auth-service', method, path, { as: null });

  it.each(['openid-configuration', 'oauth-authorization-server'])(
    'is told at %s, and no more',
    async (name) => {
      const issuer = installation.url('auth-service');
      const { status, body } = await call('GET', `/.well-known/${name}`);
      expect(status).toBe(200);
      const told = body as Record<string, unknown>;
      expect(told).toMatchObject({ issuer, jwks_uri: `${issuer}/.well-known/jwks.json` });
      const endpoints = Object.entries(told).filter(([key]) => key.endsWith('_endpoint'));
      expect(endpoints.map(([key]) => key).sort()).toStrictEqual([
        'authorization_endpoint',
        'end_session_endpoint',
        'introspection_endpoint',
        'pushed_authorization_request_endpoint',
        'revocation_endpoint',
        'token_endpoint',
        'userinfo_endpoint',
      ]);
      const paths = installation.routes('auth-service').map(({ path }) => `${issuer}${path}`);
      for (const [, endpoint] of endpoints) expect(paths).toContain(endpoint);
    },
  );

  it.each([
    ['GET', '/auth'],
    ['GET', '/api/v1/oauth/auth'],
    ['GET', '/me'],
    ['POST', '/reg'],
    ['POST', '/token'],
    ['POST', '/token/introspection'],
    ['POST', '/token/revocation'],
    ['POST', '/request'],
    ['POST', '/device/auth'],
    ['POST', '/backchannel'],
    ['GET', '/session/end'],
    ['GET', '/jwks'],
    ['POST', '/api/v1/oauth/token/'],
    ['POST', '/api/v1/oauth/register'],
    ['POST', '/api/v1/oauth/device'],
    ['GET', '/.well-known/openid-credential-issuer'],
  ])('is not %s %s', async (method, path) => {
    const { status, body } = await call(method, path);
    expect(status).toBe(404);
    expect(body).toMatchObject({ type: 'urn:acgs:problem:not-found' });
  });

  it('is nothing under the path of tokens but POST', async () => {
    const { status, headers } = await call('GET', '/api/v1/oauth/token');
    expect([status, headers.get('allow')]).toStrictEqual([405, 'POST']);
  });

  it('is a token that lives for as long as it was told, at most 12 hours', async () => {
    const secret = installation.clients.find(({ id }) => id === 'demo-agent')!.secret;
    const { body } = await installation.call('auth-service', 'POST', '/api/v1/oauth/token', {
      as: null,
      body: new URLSearchParams({
        grant_type: 'client_credentials',
        client_id: 'demo-agent',
        client_secret: secret,
      }),
    });
    expect(body).toMatchObject({ expires_in: 43_200 });
    await expect(startInstallation({ env: { ACCESS_TOKEN_TTL_SECONDS: '43201' } })).rejects.toThrow(
      'ACCESS_TOKEN_TTL_SECONDS',
    );
  });

  it('is ready with its database', async () => {
    const { status, body } = await call('GET', '/health/ready');
    expect(status).toBe(200);
    expect(body).toMatchObject({ details: { database: { status: 'up' } } });
  });

  it('is described for people and programs', async () => {
    const { status, body } = await call('GET', '/docs-json');
    expect(status).toBe(200);
    expect(Object.keys((body as { paths: object }).paths)).toContain('/api/v1/oauth/token');
  });
});
