import { type Answer, type Installation, startInstallation } from '../support/installation.js';

const GUESSES = 700;
const AT_ONCE = 20;

describe('guesses at the secret of a client', () => {
  let installation: Installation;

  beforeAll(async () => {
    installation = await startInstallation();
  });

  afterAll(async () => {
    await installation.close();
  });

  const ask = (id: string, secret: string): Promise<Answer> =>
    installation.call('auth-service', 'POST', '/api/v1/oauth/token', {
      as: null,
      body: new URLSearchParams({ grant_type: 'client_credentials', client_id: id, client_secret: secret }),
    });

  it('keep nobody who knows the secret from a token, however many there are', async () => {
    const secret = installation.clients.find(({ id }) => id === 'governance-engine')?.secret ?? '';
    for (let n = 0; n < GUESSES; n += AT_ONCE) {
      const answers = await Promise.all(
        Array.from({ length: AT_ONCE }, () => ask('governance-engine', 'wrong')),
      );
      expect(new Set(answers.map(({ status }) => status))).toStrictEqual(new Set([401]));
    }
    expect((await ask('governance-engine', secret)).status).toBe(200);
  });
});
