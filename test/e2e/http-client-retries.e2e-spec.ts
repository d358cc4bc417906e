import fc from 'fast-check';
import { Deadline } from '@acgs/http-client';
import { testClient, type TestClient } from '../support/http-clients.js';
import { ScriptedUpstream } from '../support/scripted-upstream.js';

/** A breaker that never opens, so that retries alone are looked at. */
const breaker = { failureShare: 0.99, calls: 100_000, minimumCalls: 100_000, restMilliseconds: 1 };

const BURST = 10;

describe('what is sent again to a service that fails', () => {
  let upstream: ScriptedUpstream;
  let their: TestClient;

  beforeEach(async () => {
    upstream = await ScriptedUpstream.start();
    their = testClient(upstream.url, { breaker });
  });

  afterEach(async () => {
    await their.close();
    await upstream.close();
  });

  /** What the service does with each request in turn; after the last it answers 200. */
  function does(...steps: (number | 'reset')[]): void {
    upstream.answer((request, response) => {
      const step = steps.shift() ?? 200;
      if (step === 'reset') request.socket.destroy();
      else response.writeHead(step).end();
    });
  }

  const statusOf = async (method: 'GET' | 'POST' | 'PUT' | 'DELETE', headers = {}): Promise<number> =>
    (await their.client.call({ method, route: '/', headers })).status;

  it.each(['GET', 'PUT', 'DELETE'] as const)('%s, once, after what passes', async (method) => {
    for (const step of [502, 503, 504, 'reset'] as const) {
      does(step);
      await expect(statusOf(method)).resolves.toBe(200);
    }
    expect(upstream.seen).toHaveLength(8);
    await expect(their.figure('retries_total')).resolves.toBe(4);
  });

  it('nothing a second time', async () => {
    does(503, 503);
    await expect(statusOf('GET')).resolves.toBe(503);
    does('reset', 'reset');
    await expect(statusOf('GET')).rejects.toMatchObject({ problem: 'upstream-failed' });
    expect(upstream.seen).toHaveLength(4);
  });

  it('no POST, unless it has a key by which the service knows it again', async () => {
    for (const step of [502, 503, 504] as const) {
      does(step);
      await expect(statusOf('POST')).resolves.toBe(step);
    }
    does('reset');
    await expect(statusOf('POST')).rejects.toMatchObject({ problem: 'upstream-failed' });
    expect(upstream.seen).toHaveLength(4);
    does(503);
    await expect(statusOf('POST', { 'Idempotency-Key': 'k1' })).resolves.toBe(200);
    expect(upstream.seen).toHaveLength(6);
  });

  it.each([500, 501, 429, 408])('nothing after %s', async (status) => {
    does(status);
    await expect(statusOf('GET')).resolves.toBe(status);
    expect(upstream.seen).toHaveLength(1);
  });

  it('nothing when the service asks for more time than is left', async () => {
    upstream.answer((_request, response) => response.writeHead(503, { 'Retry-After': '60' }).end());
    await expect(statusOf('GET')).resolves.toBe(503);
    expect(upstream.seen).toHaveLength(1);
  });

  it('not before the time that the service asks for', async () => {
    const arrivals: number[] = [];
    upstream.answer((_request, response) => {
      arrivals.push(performance.now());
      response.writeHead(arrivals.length === 1 ? 503 : 200, { 'Retry-After': '1' }).end();
    });
    await expect(statusOf('GET')).resolves.toBe(200);
    const [first = 0, second = 0] = arrivals;
    expect(second - first).toBeGreaterThan(990);
  });

  it('nothing after a deadline', async () => {
    upstream.answer(() => undefined);
    const call = their.client.call({ method: 'GET', route: '/', deadline: Deadline.in(100) });
    await expect(call).rejects.toMatchObject({ problem: 'deadline-exceeded' });
    expect(upstream.seen).toHaveLength(1);
  });

  it('with the time that is left by then', async () => {
    const left: number[] = [];
    upstream.answer((request, response) => {
      left.push(Number(request.headers['x-request-timeout-ms']));
      response.writeHead(503, { 'Retry-After': '1' }).end();
    });
    await statusOf('GET');
    const [first = 0, second = 0] = left;
    expect(first - second).toBeGreaterThan(990);
  });

  it('no more than a tenth of the calls and a small burst, however the service fails', async () => {
    const kind = fc.constantFrom(200, 502, 503, 504, 500, 'reset' as const);
    await fc.assert(
      fc.asyncProperty(fc.array(kind, { minLength: 20, maxLength: 120 }), async (steps) => {
        upstream.reset();
        const fresh = testClient(upstream.url, { breaker, retries: 3, retryBurst: BURST });
        const always = [...steps];
        upstream.answer((request, response) => {
          const step = always[upstream.seen.length % always.length] ?? 200;
          if (step === 'reset') request.socket.destroy();
          else response.writeHead(step).end();
        });
        const calls = steps.map(() => fresh.client.call({ method: 'GET', route: '/' }));
        await Promise.allSettled(calls);
        await fresh.close();
        expect(upstream.seen.length).toBeLessThanOrEqual(steps.length * 1.1 + BURST);
      }),
      { numRuns: 15 },
    );
  });

  it('almost nothing while everything fails', async () => {
    upstream.answer((_request, response) => response.writeHead(503).end());
    for (let round = 0; round < 20; round++) {
      await Promise.all(Array.from({ length: 10 }, () => statusOf('GET')));
    }
    expect(upstream.seen.length).toBeGreaterThan(200 + BURST);
    expect(upstream.seen.length).toBeLessThanOrEqual(220 + BURST);
  });
});
