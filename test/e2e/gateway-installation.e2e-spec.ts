import { CONSTITUTIONAL_HASH } from '@acgs/constitutional-hash';
import { type Installation, startInstallation } from '../support/installation.js';

describe('the real services behind the gateway', () => {
  let installation: Installation;

  beforeAll(async () => {
    installation = await startInstallation({
      services: ['constitutional-core', 'governance-engine', 'api-gateway'],
    });
  });

  afterAll(async () => {
    await installation.close();
  });

  const credentials = (): string => {
    const agent = installation.clients.find(({ id }) => id === 'demo-agent');
    return Buffer.from(`demo-agent:${agent?.secret ?? ''}`).toString('base64');
  };

  it('give a token through it that they accept', async () => {
    const answer = await installation.call('api-gateway', 'POST', '/api/v1/oauth/token', {
      as: null,
      body: new URLSearchParams({ grant_type: 'client_credentials' }),
      headers: { Authorization: `Basic ${credentials()}` },
    });
    expect(answer.status).toBe(200);
    const { access_token: token } = answer.body as { access_token: string };
    const decided = await installation.call('api-gateway', 'POST', '/api/v1/decisions', {
      token,
      body: {
        subject: { type: 'agent', id: 'demo-agent', properties: {} },
        action: { name: 'read', properties: {} },
        resource: { type: 'file', id: 'a', properties: {} },
        context: {},
      },
    });
    expect(decided).toMatchObject({ status: 200, body: { outcome: 'deny' } });
  });

  it('are told apart from it by nothing but the way: the same problem, the same tag', async () => {
    const ways = ['api-gateway', 'constitutional-core'] as const;
    const answers = await Promise.all(
      ways.map((way) => installation.call(way, 'GET', '/api/v1/constitution/versions?limit=x')),
    );
    const [through, direct] = answers.map(({ status, body }) => ({
      status,
      body: { ...(body as object), requestId: '' },
    }));
    expect(through).toStrictEqual(direct);
    expect(through?.status).toBe(400);
  });

  it('give their keys to everybody', async () => {
    const answer = await installation.call('api-gateway', 'GET', '/.well-known/jwks.json', {
      as: null,
      hash: null,
    });
    expect(answer.status).toBe(200);
    expect(answer.headers.get('X-Constitutional-Hash')).toBe(CONSTITUTIONAL_HASH);
  });

  it('see no caller whose token the gateway does not accept', async () => {
    const foreign = `${await installation.token('demo-agent')}x`;
    const answer = await installation.call('api-gateway', 'GET', '/api/v1/constitution', { token: foreign });
    expect(answer.status).toBe(401);
    const ready = await installation.call('api-gateway', 'GET', '/health/ready', { as: null, hash: null });
    expect(ready.body).toMatchObject({
      details: {
        upstreams: { 'constitutional-core': 'up', 'governance-engine': 'up', 'auth-service': 'up' },
      },
    });
  });
});
