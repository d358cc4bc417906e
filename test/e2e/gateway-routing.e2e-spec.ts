import { CONSTITUTIONAL_HASH } from '@acgs/constitutional-hash';
import { countOf, exchange, type ReceivedAnswer } from '../support/exchange.js';
import { startGateway, type TestGateway } from '../support/gateway.js';

describe('the routes of the gateway', () => {
  let gateway: TestGateway;

  beforeAll(async () => {
    gateway = await startGateway();
  });

  afterAll(async () => {
    await gateway.close();
  });

  beforeEach(() => {
    for (const upstream of [gateway.core, gateway.engine, gateway.auth]) upstream.reset();
  });

  /** But for what the gateway asks for itself. */
  const seen = (): string[] =>
    Object.entries({ core: gateway.core, engine: gateway.engine, auth: gateway.auth }).flatMap(
      ([name, upstream]) => upstream.seen.map((line) => `${name}: ${line}`),
    );

  const get = (path: string, headers = gateway.headers): Promise<ReceivedAnswer> =>
    exchange(gateway.url, { path, headers });

  const problemOf = (answer: ReceivedAnswer): unknown =>
    (JSON.parse(answer.body.toString()) as { type: unknown }).type;

  it.each([
    ['/api/v1/constitution', 'core'],
    ['/api/v1/constitution/versions/3/diff/4?format=short', 'core'],
    ['/api/v1/decisions', 'engine'],
    ['/api/v1/decisions/', 'engine'],
    ['/api/v1/decisions/a%20b/explanation?x=%2F..%2F&y=//', 'engine'],
    ['/api/v1/policies/p.1', 'engine'],
    ['/access/v1/evaluations', 'engine'],
    ['/api/v1/oauth/token', 'auth'],
    ['/api/v1/oauth/token/introspection', 'auth'],
    ['/.well-known/jwks.json', 'auth'],
  ])('leads %s to %s, letter for letter', async (path, name) => {
    const answer = await get(path);
    expect(answer.status).toBe(200);
    expect(seen()).toStrictEqual([`${name}: GET ${path}`]);
  });

  it.each([
    '/',
    '/api/v1',
    '/api/v1/other',
    '/api/v1/decisionsX',
    '/api/v1/constitutions',
    '/API/v1/decisions',
    '/api/v2/decisions',
    '/.well-knownX',
    '/health',
    '/api/v1/%64ecisions',
    '/api/v1/oauth/%74oken',
  ])('finds nothing under %s', async (path) => {
    const answer = await get(path);
    expect(answer.status).toBe(404);
    expect(problemOf(answer)).toBe('urn:acgs:problem:not-found');
    expect(answer.headers['x-constitutional-hash']).toBe(CONSTITUTIONAL_HASH);
    expect(seen()).toStrictEqual([]);
  });

  it.each([
    '/api/v1/decisions/../constitution',
    '/api/v1/decisions/..',
    '/api/v1/decisions/.',
    '/api/v1/decisions/%2e%2e/policies',
    '/api/v1/decisions/%2E./policies',
    '/api/v1/decisions/..%2fpolicies',
    '/api/v1/decisions/..%5cpolicies',
    '/api/v1/decisions/..\\policies',
    '/api/v1/decisions/a%2Fb',
    '/api/v1/decisions/a%00b',
    '/api/v1/decisions/a%0d%0ab',
    '/api/v1/decisions/%ff',
    '/api/v1/decisions/%zz',
    '/api/v1/decisions//x',
    '//api/v1/decisions',
    '/api/v1//decisions',
    '/api/v1/decisions#/../policies',
    '/api/v1/oauth/token#/../../decisions',
    '/api/v1/oauth/token/..%2f..%2fdecisions',
    '/.well-known/../api/v1/decisions',
    '/.well-known/%2e%2e/api/v1/decisions',
    '/.well-known/..%2fapi/v1/decisions',
    '/health/live/../../api/v1/decisions',
    'http://127.0.0.1:1/api/v1/decisions',
    'http://127.0.0.1:1/.well-known/jwks.json',
    '*',
    `/api/v1/decisions/${'a'.repeat(4000)}/../x`,
  ])('refuses %s before any service sees it', async (path) => {
    const answer = await get(path);
    expect([400, 404]).toContain(answer.status);
    expect(answer.headers['content-type']).toContain('application/problem+json');
    expect(countOf(answer, 'x-constitutional-hash')).toBe(1);
    expect(seen()).toStrictEqual([]);
  });

  it('asks for the hash, then for the right one, then for a token, and passes nothing on before', async () => {
    const hash = { 'X-Constitutional-Hash': CONSTITUTIONAL_HASH };
    const path = '/api/v1/decisions';
    const answers = [
      await get(path, { authorization: gateway.headers.authorization ?? '' }),
      await get(path, { ...gateway.headers, 'X-Constitutional-Hash': 'ffffffffffffffff' }),
      await get(path, hash),
      await get(path, { ...hash, authorization: 'Bearer x.y.z' }),
      await get(path, { ...hash, authorization: await gateway.issuer.bearer('admin', 1000) }),
      await get('/api/v1/oauth/token', {}),
      await get('/api/v1/oauth/userinfo', hash),
    ];
    expect(answers.map(({ status }) => status)).toStrictEqual([428, 412, 401, 401, 401, 428, 401]);
    expect(seen()).toStrictEqual([]);
  });

  it('needs no token on the way to one, and nothing at all for .well-known', async () => {
    const hash = { 'X-Constitutional-Hash': CONSTITUTIONAL_HASH };
    const token = await exchange(gateway.url, { method: 'POST', path: '/api/v1/oauth/token', headers: hash });
    const keys = await get('/.well-known/jwks.json', {});
    expect([token.status, keys.status]).toStrictEqual([200, 200]);
    expect(countOf(keys, 'x-constitutional-hash')).toBe(1);
    expect(seen()).toStrictEqual(['auth: POST /api/v1/oauth/token', 'auth: GET /.well-known/jwks.json']);
  });

  it('is ready without its services, and tells which of them answer', async () => {
    gateway.engine.answer((_request, response) => response.writeHead(503).end());
    const answer = await get('/health/ready', {});
    expect(answer.status).toBe(200);
    expect(JSON.parse(answer.body.toString())).toMatchObject({
      details: {
        upstreams: {
          status: 'up',
          'constitutional-core': 'up',
          'governance-engine': 'down',
          'auth-service': 'up',
        },
      },
    });
  });
});
