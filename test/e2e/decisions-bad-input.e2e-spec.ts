import type { Problem } from '@acgs/contracts';
import { evaluationRequest, startGoverned } from '../support/governed.js';
import type { Answer, Installation } from '../support/installation.js';

describe('bad input to decisions', () => {
  let installation: Installation;

  beforeAll(async () => {
    installation = await startGoverned();
  });

  afterAll(async () => {
    await installation.close();
  });

  const post = (body: unknown, headers: Readonly<Record<string, string>> = {}, path = ''): Promise<Answer> =>
    installation.call('governance-engine', 'POST', `/api/v1/decisions${path}`, {
      as: 'demo-agent',
      body,
      headers: typeof body === 'string' ? { 'Content-Type': 'application/json', ...headers } : headers,
    });

  const paths = (answer: Answer): string[] => ((answer.body as Problem).faults ?? []).map(({ path }) => path);

  const text = JSON.stringify(evaluationRequest());
  const withContext = (json: string): string => text.replace('"context":{}', `"context":${json}`);

  it.each([
    ['an unknown field', { ...evaluationRequest(), extra: 1 }, ['/extra']],
    [
      'an unknown field inside',
      { ...evaluationRequest(), subject: { type: 'a', id: 'b', role: 'admin' } },
      ['/subject/role'],
    ],
    ['missing fields', {}, ['/subject', '/action', '/resource']],
    [
      'wrong types',
      { ...evaluationRequest(), action: { name: 7, properties: [] }, context: 'x' },
      ['/action/name', '/action/properties', '/context'],
    ],
    ['an empty id', { ...evaluationRequest(), resource: { type: 'd', id: '' } }, ['/resource/id']],
    [
      'an id without end',
      { ...evaluationRequest(), resource: { type: 'd', id: 'x'.repeat(513) } },
      ['/resource/id'],
    ],
    ['a list', [], ['']],
    ['null', 'null', ['']],
  ])('answers 400 to %s, with every path', async (_, body, expected) => {
    const answer = await post(body);
    expect(answer).toMatchObject({ status: 400, body: { type: 'urn:acgs:problem:validation-failed' } });
    expect(paths(answer)).toStrictEqual(expected);
  });

  it.each([
    ['a duplicate key', withContext('{"a":1,"a":2}'), ['/context/a']],
    ['__proto__', withContext('{"x":{"__proto__":{"admin":true}}}'), ['/context/x/__proto__']],
    ['NUL', withContext('{"x":"\\u0000"}'), ['/context/x']],
    ['a lone surrogate', withContext('{"x":["\\udead"]}'), ['/context/x/0']],
    ['a number beyond doubles', withContext('{"x":1e400}'), ['/context/x']],
  ])('answers 400 to %s, with its path', async (_, body, expected) => {
    const answer = await post(body);
    expect(answer).toMatchObject({ status: 400, body: { type: 'urn:acgs:problem:malformed-json' } });
    expect(paths(answer)).toStrictEqual(expected);
  });

  it.each(['', '{', 'NaN', withContext('{"x":NaN}'), withContext('{"x":-Infinity}'), '\ufeff{}'])(
    'answers 400 to what is not JSON: %j',
    async (body) => {
      expect(await post(body)).toMatchObject({
        status: 400,
        body: { type: 'urn:acgs:problem:malformed-json' },
      });
    },
  );

  it('answers 400 to 500 levels', async () => {
    const deep = withContext(`{"x":${'['.repeat(500)}${']'.repeat(500)}}`);
    const answer = await post(deep);
    expect(answer).toMatchObject({
      status: 400,
      body: { faults: [{ message: expect.stringContaining('64') }] },
    });
  });

  it('answers 413 to 2 MB, 415 to another type, 404 to another route', async () => {
    expect(await post(withContext(JSON.stringify({ x: 'x'.repeat(2_000_000) })))).toMatchObject({
      status: 413,
      body: { type: 'urn:acgs:problem:payload-too-large' },
    });
    expect(await post('a=b', { 'Content-Type': 'application/x-www-form-urlencoded' })).toMatchObject({
      status: 415,
    });
    expect(await post('subject: {}', { 'Content-Type': 'application/yaml' })).toMatchObject({
      status: 415,
      body: { type: 'urn:acgs:problem:unsupported-media-type' },
    });
    expect(await post(text, {}, '/nothing/here')).toMatchObject({
      status: 404,
      body: { type: 'urn:acgs:problem:not-found' },
    });
  });

  it('refuses another subject, unless the caller may ask on behalf of others', async () => {
    const request = evaluationRequest({ subject: 'somebody-else' });
    expect(await post(request)).toMatchObject({
      status: 403,
      body: { type: 'urn:acgs:problem:subject-mismatch', faults: [{ path: '/subject/id' }] },
    });
    expect(await post({ requests: [evaluationRequest(), request] }, {}, '/batch')).toMatchObject({
      status: 403,
    });
    const typed = { ...evaluationRequest(), subject: { type: 'service', id: 'demo-agent', properties: {} } };
    expect(await post(typed)).toMatchObject({ status: 403, body: { faults: [{ path: '/subject/type' }] } });
    const path = '/api/v1/decisions';
    const onBehalf = await installation.call('governance-engine', 'POST', path, {
      as: 'platform',
      body: request,
    });
    expect(onBehalf).toMatchObject({ status: 200, body: { outcome: 'deny' } });
  });

  it('names every fault of a batch, and takes no more than 1000', async () => {
    const answer = await post({ requests: [evaluationRequest(), { subject: 1 }] }, {}, '/batch');
    expect(answer.status).toBe(400);
    expect(paths(answer)).toStrictEqual([
      '/requests/1/subject',
      '/requests/1/action',
      '/requests/1/resource',
    ]);
    expect(await post({ requests: [] }, {}, '/batch')).toMatchObject({ status: 400 });
    const many = Array.from({ length: 1001 }, () => evaluationRequest());
    expect(await post({ requests: many }, {}, '/batch')).toMatchObject({ status: 400 });
  });

  it.each([
    ['GET', '/not-an-id'],
    ['GET', '?limit=0'],
    ['GET', '?limit=501'],
    ['GET', '?from=yesterday'],
    ['GET', '?cursor=1'],
    ['GET', '?unknown=1'],
    ['GET', '?outcome=maybe'],
    ['GET', '?subject=%00'],
    ['GET', '?action=a%00'],
    ['GET', '?resource=%00'],
    ['GET', '?rule=%00'],
  ])('answers 400 to %s %s', async (method, path) => {
    const answer = await installation.call('governance-engine', method, `/api/v1/decisions${path}`);
    expect(answer).toMatchObject({ status: 400, body: { type: 'urn:acgs:problem:validation-failed' } });
  });

  it('answers 404 for a decision that is not there', async () => {
    const path = '/api/v1/decisions/018f0000-0000-7000-8000-000000000000';
    expect((await installation.call('governance-engine', 'GET', path)).status).toBe(404);
    expect((await installation.call('governance-engine', 'GET', `${path}/explanation`)).status).toBe(404);
  });

  it('asks for the hash and a token, and for the permission', async () => {
    const path = '/api/v1/decisions';
    const body = evaluationRequest();
    const call = (options: object): Promise<Answer> =>
      installation.call('governance-engine', 'POST', path, { body, as: 'demo-agent', ...options });
    expect((await call({ hash: null })).status).toBe(428);
    expect((await call({ hash: 'cdd01ef066bc6cf3' })).status).toBe(412);
    expect((await call({ as: null })).status).toBe(401);
    expect((await call({ token: await installation.token('demo-agent', -10) })).status).toBe(401);
    expect((await call({ token: await installation.mint('demo-agent', { aud: 'urn:other' }) })).status).toBe(
      401,
    );
    expect((await call({ as: 'auditor' })).status).toBe(403);
    expect((await installation.call('governance-engine', 'GET', path, { as: 'demo-agent' })).status).toBe(
      403,
    );
  });

  it('reads no body of a caller that may not send it', async () => {
    const path = '/api/v1/decisions';
    const call = (options: object): Promise<Answer> =>
      installation.call('governance-engine', 'POST', path, { body: '{', as: 'demo-agent', ...options });
    const headers = { 'Content-Type': 'application/json' };
    expect((await call({ headers, hash: null })).status).toBe(428);
    expect((await call({ headers, as: null })).status).toBe(401);
    expect((await call({ headers, as: 'auditor' })).status).toBe(403);
    expect((await call({ headers })).status).toBe(400);
  });

  it('repeats the hash on every answer, errors included', async () => {
    for (const answer of [await post({}), await post('{'), await post(text, {}, '/nothing/here')]) {
      expect(answer.headers.get('x-constitutional-hash')).toBe('cdd01ef066bc6cf2');
      expect(answer.headers.get('content-type')).toContain('application/problem+json');
    }
  });

  it('is not misled by names of the prototype in the input', async () => {
    const request = evaluationRequest({ action: 'pay', amount: 1 });
    const context = { constructor: { prototype: 1 }, toString: 'x', hasOwnProperty: true, valueOf: null };
    expect(await post({ ...request, context })).toMatchObject({ status: 200, body: { outcome: 'allow' } });
  });
});
