import { startGoverned, evaluationRequest } from '../support/governed.js';
import type { Answer, CallOptions, Installation, ServiceName } from '../support/installation.js';

const VALIDATE = '/api/v1/constitution/validate';
const MALFORMED = { status: 400, body: { type: 'urn:acgs:problem:malformed-json' } };
const READ = { method: 'GET', path: '/api/v1/constitution' };
const hour = 60 * 60 * 1000;

describe('attacks by what requests hold', () => {
  let installation: Installation;

  beforeAll(async () => {
    installation = await startGoverned({ BATCH_CONCURRENCY: '4' }, ['api-gateway']);
  });

  afterAll(async () => {
    await installation.close();
  });

  const send = (path: string, body: unknown, options: CallOptions = {}): Promise<Answer> =>
    installation.call('api-gateway', 'POST', path, { body, ...options });

  const yaml = (body: string, type = 'application/yaml', path = VALIDATE): Promise<Answer> =>
    send(path, body, { headers: { 'Content-Type': type } });

  it.each([
    ['a key that stands twice, once in escapes', '"title": x\n"\\x74itle": y\n'],
    ['a key that stands twice, as number and text', '1: x\n"1": y\n'],
    ['a key that stands twice, as two ways to write a number', '1: x\n1.0: y\n'],
    ['a key that stands twice, as nothing and text', '? \n: x\n"": y\n'],
    ['a key that stands twice, as JSON', '{"title": "x", "title": "y"}'],
    ['a merged alias', 'a: &a {title: x}\n<<: *a\n'],
    ['a prototype', '__proto__: {title: x}\n'],
    ['a function', 'title: !!js/function "function () {}"\n'],
    ['bytes', 'title: !!binary aGk=\n'],
    ['a tag in full', 'title: !<tag:yaml.org,2002:str> x\n'],
    ['half a character', 'title: "\\ud800"\n'],
    ['a NUL', 'title: "\\0"\n'],
    ['tabs', `a:\n${'\t'.repeat(400_000)}b: 1\n`],
    ['one key of half a megabyte', `"${'k'.repeat(500_000)}": 1\n`],
    ['anchors without end', '- &a 1\n'.repeat(100_000)],
  ])('are refused as YAML with %s', async (_, body) => {
    expect(await yaml(body)).toMatchObject(MALFORMED);
  });

  it('are read as YAML 1.2, in which nothing merges and no word is a truth value', async () => {
    const { body } = await yaml('<<: {title: x}\nno: no\n');
    const { faults } = body as { faults: { path: string }[] };
    expect(faults.map(({ path }) => path)).toStrictEqual(['/title', '/principles', '/<<', '/no']);
  });

  it.each<[string, string, string]>([
    ['YAML, where agents ask', '/api/v1/decisions', 'application/yaml'],
    ['YAML, where batches are sent', '/api/v1/batch', 'text/yaml'],
    ['two types', VALIDATE, 'application/json, application/yaml'],
    ['a form', VALIDATE, 'multipart/form-data; boundary=x'],
  ])('are refused as %s', async (_, path, type) => {
    expect((await yaml('subject: x', type, path)).status).toBe(415);
  });

  it.each<[ServiceName, string]>([
    ['api-gateway', 'gzip'],
    ['api-gateway', 'GZIP, identity'],
    ['governance-engine', 'br'],
    ['governance-engine', 'x'],
  ])('are refused by %s under the coding %s, which it does not undo', async (service, coding) => {
    const body = evaluationRequest();
    const sent = { as: 'demo-agent', body, headers: { 'Content-Encoding': coding } };
    const answer = await installation.call(service, 'POST', '/api/v1/decisions', sent);
    expect(answer).toMatchObject({
      status: 415,
      body: { type: 'urn:acgs:problem:unsupported-media-type' },
    });
    expect(answer.headers.get('accept-encoding')).toBe('identity');
    const plain = { ...sent, headers: { 'Content-Encoding': 'identity' } };
    expect((await installation.call(service, 'POST', '/api/v1/decisions', plain)).status).toBe(200);
  });

  it('are one request in a batch for each that stands in it, with the rights of who sends it', async () => {
    const decide = (resource: string): object => ({
      method: 'POST',
      path: '/api/v1/decisions',
      headers: { 'Idempotency-Key': 'one-of-a-batch' },
      body: evaluationRequest({ resource }),
    });
    const write = { method: 'POST', path: '/api/v1/policies?activate=true', body: {} };
    const requests = [
      ...[
        decide('a'),
        write,
        { method: 'GET', path: '/api/v1/policies/team', headers: { 'If-None-Match': '*' } },
      ],
      ...[{ method: 'POST', path: '/api/v1/batch;x', body: { requests: [READ] } }],
      ...[{ method: 'POST', path: '/api/v1/decisions', body: { constructor: { prototype: {} } } }],
    ];
    const { body } = await send('/api/v1/batch', { requests }, { as: 'demo-agent' });
    const { responses } = body as { responses: { status: number }[] };
    expect(responses.map(({ status }) => status)).toStrictEqual([200, 403, 403, 404, 400]);
    const again = await send('/api/v1/batch', { requests: [decide('b'), decide('a')] }, { as: 'demo-agent' });
    const [other, same] = (again.body as { responses: { status: number; body: object }[] }).responses;
    expect(other?.status).toBe(422);
    expect(same?.body).toMatchObject({ outcome: 'allow' });
  });

  it.each<[string, string]>([
    [
      'a path twice',
      `{"requests":[{"method":"GET","path":"/api/v1/constitution","path":"/api/v1/policies"}]}`,
    ],
    ['a prototype', '{"requests":[{"method":"GET","path":"/api/v1/constitution","__proto__":{"body":1}}]}'],
    ['a body of NUL', '{"requests":[{"method":"POST","path":"/api/v1/decisions","body":"\\u0000"}]}'],
  ])('are refused as a batch with %s', async (_, body) => {
    const headers = { 'Content-Type': 'application/json' };
    expect(await send('/api/v1/batch', body, { headers })).toMatchObject(MALFORMED);
  });

  it('leave what they say of themselves out of logs and answers when it could be taken for more', async () => {
    for (const id of ['a\u0085b', 'a\u00a0b', 'x'.repeat(129), 'two words']) {
      const answer = await installation.call('api-gateway', 'GET', READ.path, {
        headers: { 'X-Request-Id': id },
      });
      expect(answer.headers.get('x-request-id')).toMatch(/^[0-9a-f-]{36}$/);
    }
  });

  it('name no time, tenant or depth in a simulation that there cannot be', async () => {
    const from = new Date(Date.now() - hour).toISOString();
    const deep = JSON.parse(`${'['.repeat(64)}${']'.repeat(64)}`) as unknown;
    const request = { ...evaluationRequest(), context: { deep } };
    const evidences = [
      { source: 'recorded', from, tenant: 'other' },
      { source: 'recorded', from: 1e99 },
      { source: 'recorded', from: '-271821-04-20T00:00:00Z' },
      { source: 'recorded', from: '2026-02-30T00:00:00Z' },
      { source: 'uploaded', requests: [{ request, outcome: 'deny' }] },
      { source: 'uploaded', requests: [{ request: evaluationRequest(), outcome: 'deny', tenant: 'other' }] },
    ];
    for (const evidence of evidences) {
      const { status } = await send('/api/v1/simulations', { candidate: {}, evidence });
      expect([evidence, status]).toStrictEqual([evidence, 400]);
    }
  });
});
