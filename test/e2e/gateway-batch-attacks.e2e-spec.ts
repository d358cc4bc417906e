import { CONSTITUTIONAL_HASH, CONSTITUTIONAL_HASH_HEADER } from '@acgs/constitutional-hash';
import type { IncomingHttpHeaders } from 'node:http';
import { type BatchAnswer, sendBatch } from '../support/batches.js';
import { startGateway, type TestGateway } from '../support/gateway.js';
import { answerWith, bodyOf } from '../support/scripted-upstream.js';

const READ = { method: 'GET', path: '/api/v1/constitution' };

describe('a batch of somebody who means no good', () => {
  let gateway: TestGateway;

  beforeAll(async () => {
    gateway = await startGateway({ THROTTLE_DEFAULT: 'off', THROTTLE_WRITES: '5/60' });
  });

  afterAll(async () => {
    await gateway.close();
  });

  const upstreams = (): TestGateway['core'][] => [
    gateway.core,
    gateway.engine,
    gateway.integrity,
    gateway.auth,
  ];

  beforeEach(() => {
    for (const upstream of upstreams()) upstream.reset();
  });

  const seen = (): string[] => upstreams().flatMap((upstream) => upstream.seen);

  const send = (...requests: object[]): Promise<BatchAnswer> =>
    sendBatch(gateway.url, gateway.headers, requests);

  it('is asked for hash and token', async () => {
    const { authorization = '' } = gateway.headers;
    const hash = { [CONSTITUTIONAL_HASH_HEADER]: CONSTITUTIONAL_HASH };
    const answers = [
      await sendBatch(gateway.url, { authorization }, [READ]),
      await sendBatch(gateway.url, { authorization, [CONSTITUTIONAL_HASH_HEADER]: 'ffffffffffffffff' }, [
        READ,
      ]),
      await sendBatch(gateway.url, hash, [READ]),
      await sendBatch(gateway.url, { ...hash, authorization: 'Bearer x.y.z' }, [READ]),
    ];
    expect(answers.map(({ status }) => status)).toStrictEqual([428, 412, 401, 401]);
    expect(seen()).toStrictEqual([]);
  });

  it('is counted request for request against the limit of its caller, as if each had come alone', async () => {
    const write = { method: 'DELETE', path: '/api/v1/policies/team' };
    const { responses } = await send(...Array.from({ length: 7 }, () => write));
    const statuses = responses.map(({ status }) => status).sort();
    expect(statuses).toStrictEqual([200, 200, 200, 200, 200, 429, 429]);
    for (const { headers } of responses.filter(({ status }) => status === 429)) {
      expect(headers).toMatchObject({ 'retry-after': expect.any(String), ratelimit: expect.any(String) });
    }
    const alone = await fetch(`${gateway.url}${write.path}`, { method: 'DELETE', headers: gateway.headers });
    expect(alone.status).toBe(429);
    expect(seen()).toHaveLength(5);
  });

  it('reaches the services as its caller, from its address, with one request id and a plain body', async () => {
    const heads: IncomingHttpHeaders[] = [];
    const bodies: string[] = [];
    gateway.engine.answer(async (request, response) => {
      heads.push(request.headers);
      bodies.push((await bodyOf(request)).toString());
      answerWith({})(request, response);
    });
    const decide = { method: 'POST', path: '/api/v1/decisions?x=%2F&y=/..//', headers: { Prefer: 'wait=1' } };
    const headers = {
      ...gateway.headers,
      'X-Request-Id': 'mine',
      'X-Forwarded-For': '1.2.3.4',
      Cookie: 'a=b',
    };
    await sendBatch(gateway.url, headers, [{ ...decide, body: { a: [1, 'ü'] } }]);
    expect(heads).toMatchObject([
      {
        authorization: gateway.headers.authorization,
        'content-length': '14',
        'content-type': 'application/json',
        host: new URL(gateway.engine.url).host,
        prefer: 'wait=1',
        'x-constitutional-hash': CONSTITUTIONAL_HASH,
        'x-forwarded-for': '127.0.0.1',
        'x-forwarded-host': new URL(gateway.url).host,
        'x-request-id': 'mine',
      },
    ]);
    expect(heads[0]).not.toHaveProperty('cookie');
    expect(bodies).toStrictEqual(['{"a":[1,"ü"]}']);
    expect(seen()).toStrictEqual([`POST ${decide.path}`]);
  });

  it.each([
    '/api/v1/batch',
    '/api/v1/batch/',
    '/api/v1/b%61tch',
    '/api/v1/batch?x=1',
    '/api/v1/cache/stats',
    '/api/v1/admin/queries',
    '/health/ready',
    '/metrics',
    '/docs-json',
    '/.well-known/jwks.json',
    '/.well-known/authzen-configuration',
  ])('does not lead to %s, which is not a service', async (path) => {
    const { status, responses } = await send(
      { method: 'POST', path, body: { requests: [{ method: 'GET', path: '/api/v1/checkpoint' }] } },
      { method: 'GET', path },
    );
    expect(status).toBe(200);
    expect(responses.map((each) => each.status)).toStrictEqual([404, 404]);
    expect(responses[0]?.headers).toMatchObject({ 'x-constitutional-hash': CONSTITUTIONAL_HASH });
    expect(seen()).toStrictEqual([]);
  });

  it.each([
    '//evil.test/api/v1/decisions',
    '/api/v1/policies/../batch',
    '/api/v1/policies/%2e%2e/batch',
    '/api/v1/policies/..%2fbatch',
    '/api/v1/policies/..%5cbatch',
    '/api/v1/policies/..\\batch',
    '/api/v1//batch',
    '/api/v1/policies#/../batch',
    '/api/v1/policies/%00',
    '/api/v1/policies/%ff',
  ])('refuses %s, which two readers could take for two paths', async (path) => {
    const { responses } = await send({ method: 'GET', path });
    expect(responses).toMatchObject([{ status: 400, body: { type: 'urn:acgs:problem:validation-failed' } }]);
    expect(seen()).toStrictEqual([]);
  });

  it.each([
    ['no request', [], '/requests'],
    ['51 requests', Array.from({ length: 51 }, () => READ), '/requests'],
    ['an unknown field', [{ ...READ, url: 'http://evil.test' }], '/requests/0/url'],
    [
      'an id twice',
      [
        { ...READ, id: 'a' },
        { ...READ, id: 'a' },
      ],
      '/requests/1/id',
    ],
    ['an absolute address', [READ, { ...READ, path: 'http://evil.test/' }], '/requests/1/path'],
    ['a line break', [{ ...READ, path: '/api/v1/x HTTP/1.1\r\nHost: y' }], '/requests/0/path'],
    ['CONNECT', [{ ...READ, method: 'CONNECT' }], '/requests/0/method'],
    ['a method in small letters', [{ ...READ, method: 'get' }], '/requests/0/method'],
    ['a body where none belongs', [{ ...READ, body: {} }], '/requests/0/body'],
    [
      'a text that is none',
      [{ ...READ, method: 'POST', headers: { 'content-type': 'a/b' }, body: {} }],
      '/requests/0/body',
    ],
    ['a header twice', [{ ...READ, headers: { Prefer: 'a', prefer: 'b' } }], '/requests/0/headers/prefer'],
    ['a broken header', [{ ...READ, headers: { Prefer: 'a\r\nHost: b' } }], '/requests/0/headers/Prefer'],
  ])('with %s is refused as a whole', async (_, requests, path) => {
    const { status, problem } = await send(...requests);
    expect(status).toBe(400);
    expect(problem.faults).toStrictEqual([{ path, message: expect.any(String) }]);
    expect(seen()).toStrictEqual([]);
  });

  it.each([
    'Authorization',
    'X-Constitutional-Hash',
    'x-constitutional-hash',
    'Host',
    'Connection',
    'Keep-Alive',
    'Transfer-Encoding',
    'Content-Length',
    'TE',
    'Upgrade',
    'Expect',
    'Forwarded',
    'X-Forwarded-For',
    'X-Forwarded-Host',
    'X-Real-Ip',
    'X-Request-Id',
    'X-Request-Timeout-Ms',
    'Cookie',
    'Accept-Encoding',
    'X-HTTP-Method-Override',
    '__proto__',
    '',
  ])('lets no request set the header "%s"', async (name) => {
    const headers = JSON.parse(`{${JSON.stringify(name)}: "x"}`) as object;
    const { status } = await send(READ, { ...READ, headers });
    expect(status).toBe(400);
    expect(seen()).toStrictEqual([]);
  });
});
