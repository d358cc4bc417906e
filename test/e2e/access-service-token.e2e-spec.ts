import { ServiceToken } from '@acgs/access';
import type { RequestListener } from 'node:http';
import { testClient, type TestClient } from '../support/http-clients.js';
import { type Installation, startInstallation } from '../support/installation.js';
import { ScriptedUpstream } from '../support/scripted-upstream.js';

describe('the token of a service', () => {
  let endpoint: ScriptedUpstream;
  let auth: TestClient;
  let token: ServiceToken;
  let now: number;

  beforeEach(async () => {
    endpoint = await ScriptedUpstream.start();
    auth = testClient(endpoint.url);
    now = 0;
    const options = { authService: auth.client, clientId: 'engine', clientSecret: 'a:b/c' };
    token = new ServiceToken(options, () => now);
  });

  afterEach(async () => {
    await auth.close();
    await endpoint.close();
  });

  /** Gives `t1`, `t2` and so on. */
  function serveTokens(expiresIn: number): void {
    let served = 0;
    endpoint.answer((_request, response) => {
      served++;
      response.end(JSON.stringify({ access_token: `t${String(served)}`, expires_in: expiresIn }));
    });
  }

  it('is asked for once, however many need it at the same time and after', async () => {
    serveTokens(3600);
    const headers = await Promise.all(Array.from({ length: 10 }, () => token.bearer()));
    expect(new Set([...headers, await token.bearer()])).toStrictEqual(new Set(['Bearer t1']));
    expect(endpoint.seen).toStrictEqual(['POST /api/v1/oauth/token']);
  });

  it('is asked for with the hash and with credentials that stand any character', async () => {
    const seen: Record<string, unknown>[] = [];
    endpoint.answer((request, response) => {
      seen.push(request.headers);
      response.end('{"access_token":"t","expires_in":60}');
    });
    await token.bearer();
    expect(seen).toMatchObject([
      {
        'x-constitutional-hash': 'cdd01ef066bc6cf2',
        authorization: `Basic ${Buffer.from('engine:a%3Ab%2Fc').toString('base64')}`,
        'content-type': 'application/x-www-form-urlencoded;charset=UTF-8',
      },
    ]);
  });

  it('is replaced before it expires, while the old one goes on serving', async () => {
    serveTokens(100);
    await token.bearer();
    now = 79_999;
    await expect(token.bearer()).resolves.toBe('Bearer t1');
    expect(endpoint.seen).toHaveLength(1);
    now = 80_000;
    await expect(token.bearer()).resolves.toBe('Bearer t1');
    while ((await token.bearer()) === 'Bearer t1') await new Promise(setImmediate);
    await expect(token.bearer()).resolves.toBe('Bearer t2');
    expect(endpoint.seen).toHaveLength(2);
  });

  it('serves until it expires when it cannot be replaced, and not a moment longer', async () => {
    serveTokens(100);
    await token.bearer();
    endpoint.answer((request) => request.socket.destroy());
    now = 99_999;
    await expect(token.bearer()).resolves.toBe('Bearer t1');
    now = 100_000;
    await expect(token.bearer()).rejects.toMatchObject({ problem: 'unavailable' });
  });

  it('is asked for again when it was forgotten, once for all who held it', async () => {
    serveTokens(100);
    const refused = await token.bearer();
    token.forget(refused);
    await expect(token.bearer()).resolves.toBe('Bearer t2');
    token.forget(refused);
    await expect(token.bearer()).resolves.toBe('Bearer t2');
  });

  it.each<[string, RequestListener]>([
    ['fails', (_request, response) => response.writeHead(500).end()],
    ['breaks off', (request) => request.socket.destroy()],
    ['answers nonsense', (_request, response) => response.end('{"access_token":7}')],
    ['redirects', (_request, response) => response.writeHead(302, { Location: '/' }).end()],
  ])('is not had while the endpoint %s, and is asked for anew by the next', async (_, script) => {
    endpoint.answer(script);
    await expect(token.bearer()).rejects.toMatchObject({ problem: 'unavailable' });
    serveTokens(100);
    await expect(token.bearer()).resolves.toBe('Bearer t1');
  });
});

describe('the token of the engine', () => {
  let installation: Installation;

  beforeAll(async () => {
    installation = await startInstallation();
  });

  afterAll(async () => {
    await installation.close();
  });

  it('comes from auth-service', async () => {
    const auth = testClient(installation.url('auth-service'));
    const authService = auth.client;
    const clientId = 'governance-engine';
    const clientSecret = installation.clients.find(({ id }) => id === clientId)!.secret;
    const header = await new ServiceToken({ authService, clientId, clientSecret }).bearer();
    expect(header).toMatch(/^Bearer [\w-]+\.[\w-]+\.[\w-]+$/);

    const wrong = new ServiceToken({ authService, clientId, clientSecret: `${clientSecret}x` });
    await expect(wrong.bearer()).rejects.toMatchObject({ problem: 'unavailable' });
    await auth.close();
  });
});
