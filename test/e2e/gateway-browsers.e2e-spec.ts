import { CONSTITUTIONAL_HASH } from '@acgs/constitutional-hash';
import { exchange, type ReceivedAnswer } from '../support/exchange.js';
import { startGateway, type TestGateway } from '../support/gateway.js';
import { answerWith } from '../support/scripted-upstream.js';

const PATH = '/api/v1/decisions';
const ORIGIN = 'https://console.example.com';
const ASKED = {
  'access-control-request-method': 'POST',
  'access-control-request-headers': 'authorization,dpop',
};

const corsOf = ({ headers }: ReceivedAnswer): string[] =>
  Object.keys(headers).filter((name) => name.startsWith('access-control-'));

const NOTHING = "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

describe('a gateway that pages in a browser call', () => {
  let gateway: TestGateway;

  beforeAll(async () => {
    gateway = await startGateway({ CORS_ORIGINS: `${ORIGIN}, http://localhost:5173` });
    gateway.engine.answer(answerWith({ outcome: 'allow' }));
  });

  afterAll(async () => {
    await gateway.close();
  });

  beforeEach(() => {
    gateway.engine.seen.length = 0;
  });

  const ask = (method: string, headers: Record<string, string>, path = PATH): Promise<ReceivedAnswer> =>
    exchange(gateway.url, { method, path, headers });

  it('answers what a page asks before it calls, without hash and token', async () => {
    const answer = await ask('OPTIONS', { origin: ORIGIN, ...ASKED });
    expect(answer.status).toBe(204);
    expect(answer.body).toHaveLength(0);
    expect(answer.headers).toMatchObject({
      'access-control-allow-origin': ORIGIN,
      'access-control-allow-methods': expect.stringContaining('POST'),
      vary: expect.stringMatching(/^Origin\b/),
      'x-constitutional-hash': CONSTITUTIONAL_HASH,
    });
    const allowed = String(answer.headers['access-control-allow-headers']).toLowerCase().split(', ');
    const needed = [
      'authorization',
      'x-constitutional-hash',
      'dpop',
      'idempotency-key',
      'prefer',
      'content-type',
    ];
    expect(allowed).toStrictEqual(expect.arrayContaining(needed));
    expect(answer.headers['access-control-allow-credentials']).toBeUndefined();
    expect(gateway.engine.seen).toStrictEqual([]);
  });

  it.each([
    ['an answer of a service', 200, (): Record<string, string> => gateway.headers],
    ['a refusal', 428, (): Record<string, string> => ({})],
  ])('lets the page read %s, and the headers it needs', async (_, status, headers) => {
    const answer = await ask('POST', { origin: ORIGIN, ...headers() });
    expect(answer.status).toBe(status);
    expect(answer.headers).toMatchObject({ 'access-control-allow-origin': ORIGIN, vary: 'Origin' });
    const exposed = String(answer.headers['access-control-expose-headers']).toLowerCase().split(', ');
    expect(exposed).toStrictEqual(expect.arrayContaining(['x-constitutional-hash', 'retry-after', 'etag']));
    expect(answer.headers['access-control-allow-credentials']).toBeUndefined();
  });

  it.each([
    'https://console.example.com.evil.test',
    'http://console.example.com',
    'https://console.example.com:444',
    'https://CONSOLE.example.com',
    'https://evil.test',
    'null',
  ])('says nothing to a page of %s', async (origin) => {
    expect(corsOf(await ask('OPTIONS', { origin, ...ASKED }))).toStrictEqual([]);
    const answer = await ask('POST', { origin, ...gateway.headers });
    expect(corsOf(answer)).toStrictEqual([]);
    expect(answer.headers.vary).toBe('Origin');
  });

  it.each([
    [PATH, NOTHING],
    ['/health/live', NOTHING],
    ['/nowhere', NOTHING],
  ])('tells browsers of %s that it is no page', async (path, policy) => {
    const { headers } = await ask('GET', gateway.headers, path);
    expect(headers).toMatchObject({
      'content-security-policy': policy,
      'cross-origin-resource-policy': 'same-origin',
      'referrer-policy': 'no-referrer',
      'x-content-type-options': 'nosniff',
    });
    expect(headers['strict-transport-security']).toBeUndefined();
  });

  it('hears a service that says so of a page of its own', async () => {
    const own = { 'Content-Security-Policy': "default-src 'self'", 'Referrer-Policy': 'same-origin' };
    gateway.auth.answer((_request, response) => response.writeHead(200, own).end());
    const { headers } = await ask('GET', {}, '/.well-known/page');
    expect(headers).toMatchObject({
      'content-security-policy': "default-src 'self'",
      'referrer-policy': 'same-origin',
      'x-content-type-options': 'nosniff',
    });
  });

  it('has a documentation that runs no script but its own, and stands in no frame', async () => {
    const { headers, body } = await ask('GET', {}, '/docs');
    const policy = String(headers['content-security-policy']);
    expect(policy).toContain("script-src 'self';");
    expect(policy).toContain("frame-ancestors 'none'");
    expect(headers['cross-origin-opener-policy']).toBe('same-origin');
    for (const [, attributes, text] of String(body).matchAll(/<script([^>]*)>([^<]*)<\/script>/g)) {
      expect(attributes).toMatch(/ src="\.?\/?docs\//);
      expect(text?.trim()).toBe('');
    }
  });
});

describe('a gateway for which no pages are named', () => {
  it('says nothing to any of them', async () => {
    const gateway = await startGateway();
    try {
      const preflight = { origin: ORIGIN, ...ASKED };
      const asked = await exchange(gateway.url, { method: 'OPTIONS', path: PATH, headers: preflight });
      const called = await exchange(gateway.url, {
        path: PATH,
        headers: { origin: ORIGIN, ...gateway.headers },
      });
      expect([asked.status, corsOf(asked), corsOf(called)]).toStrictEqual([428, [], []]);
      expect(called.headers.vary).toBeUndefined();
    } finally {
      await gateway.close();
    }
  });
});
