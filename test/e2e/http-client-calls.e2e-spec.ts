import { createServer, type RequestListener } from 'node:http';
import { Deadline } from '@acgs/http-client';
import { testClient, type TestClient, until } from '../support/http-clients.js';
import { listen } from '../support/listening.js';
import { bodyOf, ScriptedUpstream } from '../support/scripted-upstream.js';

const LIMIT = 1000;

describe('a call of another service', () => {
  let upstream: ScriptedUpstream;
  let their: TestClient;

  beforeEach(async () => {
    upstream = await ScriptedUpstream.start();
    their = testClient(upstream.url, { answerLimitBytes: LIMIT, retries: 0 });
  });

  afterEach(async () => {
    await their.close();
    await upstream.close();
  });

  it('puts parameters into the path so that none reaches beyond its place', async () => {
    const route = '/a/:one/b/:two';
    await their.client.call({ method: 'GET', route, parameters: { one: '../x?y#z', two: 7 }, query: 'q=1' });
    expect(upstream.seen).toStrictEqual(['GET /a/..%2Fx%3Fy%23z/b/7?q=1']);
    const missing = their.client.call({ method: 'GET', route, parameters: { one: 1 } });
    await expect(missing).rejects.toThrow('needs the parameter two');
  });

  it.each([
    [{ a: [1] }, 'application/json', '{"a":[1]}'],
    [new URLSearchParams({ a: 'b c' }), 'application/x-www-form-urlencoded;charset=UTF-8', 'a=b+c'],
    ['as it is', 'text/plain', 'as it is'],
  ])('sends the body %j with the hash and the time that is left', async (body, type, sent) => {
    const seen: unknown[] = [];
    upstream.answer(async (request, response) => {
      seen.push((await bodyOf(request)).toString(), request.headers);
      response.writeHead(201, { 'X-Answer': ['1', '2'] }).end('{"b":2}');
    });
    const headers = typeof body === 'string' ? { 'Content-Type': 'text/plain' } : {};
    const answer = await their.client.call({ method: 'POST', route: '/', body, headers });
    expect([answer.status, answer.header('x-answer'), answer.json()]).toStrictEqual([201, '1, 2', { b: 2 }]);
    const timeout = expect.stringMatching(/^4\d{3}$/) as unknown;
    expect(seen).toMatchObject([
      sent,
      {
        'content-type': type,
        'x-constitutional-hash': 'cdd01ef066bc6cf2',
        'x-request-timeout-ms': timeout,
      },
    ]);
  });

  it.each([404, 409, 500, 302])('takes %s for an answer, and follows no redirect', async (status) => {
    upstream.answer((_request, response) => response.writeHead(status, { Location: '/other' }).end('text'));
    const answer = await their.client.call({ method: 'GET', route: '/' });
    expect([answer.status, answer.text()]).toStrictEqual([status, 'text']);
    expect(() => answer.json()).toThrow('it answered with what is not JSON.');
    expect(upstream.seen).toHaveLength(1);
  });

  it('takes 304 with a length for an answer without a body', async () => {
    upstream.answer((_request, response) => response.writeHead(304, { 'Content-Length': '5' }).end());
    await expect(their.client.call({ method: 'GET', route: '/' })).resolves.toMatchObject({ status: 304 });
  });

  it('is given up when its caller has gone, and no fault of the service', async () => {
    const gone = new AbortController();
    const cut = new Promise((resolve) => {
      upstream.answer((request) => {
        request.socket.once('close', resolve);
        gone.abort();
      });
    });
    for (let call = 0; call < 6; call++) {
      const given = their.client.call({ method: 'GET', route: '/', callerGone: gone.signal });
      await expect(given).rejects.toMatchObject({ problem: 'deadline-exceeded' });
    }
    await cut;
    expect(upstream.seen).toHaveLength(1);
    upstream.answer((_request, response) => response.end());
    await expect(their.client.call({ method: 'GET', route: '/' })).resolves.toMatchObject({ status: 200 });
  });

  const TOO_LARGE = 'x'.repeat(LIMIT + 1);

  it.each<[string, string, RequestListener]>([
    ['breaks off', 'upstream-failed', (request) => request.socket.destroy()],
    ['breaks off in its answer', 'upstream-failed', (request) => request.socket.end(PART)],
    ['speaks no HTTP', 'upstream-failed', (request) => request.socket.end('SSH-2.0-OpenSSH\r\n\r\n')],
    ['announces too much', 'upstream-failed', (_request, response) => response.end(TOO_LARGE)],
    ['sends too much', 'upstream-failed', (_request, response) => response.write(TOO_LARGE)],
    ['is silent', 'deadline-exceeded', () => undefined],
    ['is silent in its answer', 'deadline-exceeded', (_request, response) => response.write('x')],
  ])('fails with a problem of its own when the service %s', async (_, problem, script) => {
    const cut = new Promise((resolve) => {
      upstream.answer((request, response) => {
        request.socket.once('close', resolve);
        script(request, response);
      });
    });
    const call = their.client.call({ method: 'POST', route: '/', body: {}, deadline: Deadline.in(300) });
    await expect(call).rejects.toMatchObject({ problem });
    await cut;
    expect(upstream.seen).toHaveLength(1);
    await until(async () => (await their.figure('in_flight')) === 0);
  });

  it('lets an answer at the limit pass', async () => {
    upstream.answer((_request, response) => response.end('x'.repeat(LIMIT)));
    const answer = await their.client.call({ method: 'GET', route: '/' });
    expect(answer.text()).toHaveLength(LIMIT);
  });

  it('says so when the request was not sent', async () => {
    const closed = await listen(createServer());
    await closed.close();
    const nobody = testClient(closed.url, { retries: 0 });
    const call = nobody.client.call({ method: 'POST', route: '/' });
    await expect(call).rejects.toMatchObject({ problem: 'unavailable', details: { retryAfterSeconds: 1 } });
    await nobody.close();
  });

  it('refuses calls beyond the rate at once, and the service hears nothing of them', async () => {
    const slow = testClient(upstream.url, { callsPerSecond: 3 });
    const calls = Array.from({ length: 10 }, () => slow.client.call({ method: 'GET', route: '/' }));
    const outcomes = await Promise.allSettled(calls);
    const refused = outcomes.filter(({ status }) => status === 'rejected');
    expect(refused.length).toBeGreaterThanOrEqual(6);
    expect(refused[0]).toMatchObject({
      reason: { problem: 'overloaded', details: { retryAfterSeconds: 1 } },
    });
    expect(upstream.seen).toHaveLength(10 - refused.length);
    await slow.close();
  });

  it('refuses calls that would only wait for those before them', async () => {
    const held: (() => void)[] = [];
    upstream.answer((_request, response) => held.push(() => response.end()));
    const narrow = testClient(upstream.url, { connections: 2 });
    const calls = Array.from({ length: 7 }, () => narrow.client.call({ method: 'GET', route: '/' }));
    const outcomes = Promise.allSettled(calls);
    await until(() => held.length === 2);
    expect(await narrow.figure('waiting')).toBe(2);

    while (held.length > 0) {
      held.shift()?.();
      await until(() => held.length > 0 || narrow.client.inFlight === 0);
    }
    const problems = (await outcomes).map((outcome) =>
      outcome.status === 'rejected' ? (outcome.reason as { problem: string }).problem : 'none',
    );
    expect(problems).toEqual([...Array<string>(4).fill('none'), ...Array<string>(3).fill('overloaded')]);
    expect(upstream.seen).toHaveLength(4);
    await narrow.close();
  });
});

const PART = 'HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\npart';
