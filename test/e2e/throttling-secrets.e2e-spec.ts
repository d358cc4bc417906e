import { type Answer, type Installation, startInstallation } from '../support/installation.js';

describe('guesses at the secret of a client', () => {
  let installation: Installation;

  beforeAll(async () => {
    installation = await startInstallation({ env: { THROTTLE_WRONG_SECRETS: '3/3600' } });
  });

  afterAll(async () => {
    await installation.close();
  });

  const secretOf = (id: string): string =>
    installation.clients.find((client) => client.id === id)?.secret ?? '';

  const ask = (id: string, secret: string): Promise<Answer> =>
    installation.call('auth-service', 'POST', '/api/v1/oauth/token', {
      as: null,
      body: new URLSearchParams({ grant_type: 'client_credentials', client_id: id, client_secret: secret }),
    });

  const statuses = async (count: number, id: string, secret: string): Promise<number[]> => {
    const answers: number[] = [];
    for (let n = 0; n < count; n++) answers.push((await ask(id, secret)).status);
    return answers;
  };

  it('are counted for the client; then not even the right one is looked at, and the answer says until when', async () => {
    expect(await statuses(4, 'demo-agent', 'wrong')).toStrictEqual([401, 401, 401, 429]);
    const refused = await ask('demo-agent', secretOf('demo-agent'));
    expect(refused.status).toBe(429);
    expect(refused.body).toMatchObject({ error: 'temporarily_unavailable' });
    expect(refused.headers.get('ratelimit-policy')).toBe('"wrong-secrets";q=3;w=3600');
    expect(refused.headers.get('ratelimit')).toMatch(/^"wrong-secrets";r=0;t=\d+$/);
    const seconds = Number(refused.headers.get('retry-after'));
    expect(seconds).toBeGreaterThan(1000);
    expect(seconds).toBeLessThanOrEqual(1200);
  });

  it('cost other clients nothing, and right secrets cost nobody anything', async () => {
    expect(await statuses(6, 'platform', secretOf('platform'))).toStrictEqual(Array(6).fill(200));
  });

  it('are counted alike for clients that do not exist', async () => {
    expect(await statuses(4, 'nobody', 'wrong')).toStrictEqual([401, 401, 401, 429]);
  });
});
