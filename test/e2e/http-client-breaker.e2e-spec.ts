import { Deadline } from '@acgs/http-client';
import { testClient, type TestClient, until } from '../support/http-clients.js';
import { ScriptedUpstream } from '../support/scripted-upstream.js';

const MINIMUM = 5;
const breaker = { failureShare: 0.5, calls: 20, minimumCalls: MINIMUM, restMilliseconds: 200 };

describe('the breaker of a route', () => {
  let upstream: ScriptedUpstream;
  let their: TestClient;

  beforeEach(async () => {
    upstream = await ScriptedUpstream.start();
    their = testClient(upstream.url, { breaker, retries: 0, timeoutMilliseconds: 300 });
  });

  afterEach(async () => {
    await their.close();
    await upstream.close();
  });

  const call = async (route = '/a', deadline?: Deadline): Promise<number | string> => {
    try {
      const limit = deadline === undefined ? {} : { deadline };
      return (await their.client.call({ method: 'GET', route, ...limit })).status;
    } catch (error) {
      return (error as { problem: string }).problem;
    }
  };

  const fails = async (count: number): Promise<void> => {
    upstream.answer((_request, response) => response.writeHead(500).end());
    for (let n = 0; n < count; n++) await call();
  };

  const state = (): Promise<number> => their.figure('breaker_state');

  it('opens after as many failures as it takes, and lets nothing through then', async () => {
    await fails(MINIMUM - 1);
    await expect(call()).resolves.toBe(500);
    await expect(call()).resolves.toBe('unavailable');
    expect(upstream.seen).toHaveLength(MINIMUM);
    await expect(state()).resolves.toBe(1);
    await expect(their.client.call({ method: 'GET', route: '/a' })).rejects.toMatchObject({
      details: { retryAfterSeconds: 1 },
    });
  });

  it('leaves other routes and methods alone', async () => {
    await fails(MINIMUM);
    await expect(call('/b')).resolves.toBe(500);
    await expect(their.client.call({ method: 'PUT', route: '/a' })).resolves.toMatchObject({ status: 500 });
  });

  it('stays closed while half of the calls or more are answered', async () => {
    upstream.answer((_request, response) => {
      response.writeHead(upstream.seen.length % 2 === 0 ? 500 : 200).end();
    });
    for (let n = 0; n < 40; n++) expect([200, 500]).toContain(await call());
    expect(upstream.seen).toHaveLength(40);
  });

  it('lets one call try after a rest, refuses the others meanwhile, and closes when it is answered', async () => {
    await fails(MINIMUM);
    let end = (): void => undefined;
    const arrived = new Promise<true>((resolve) => {
      upstream.answer((_request, response) => {
        end = () => response.end();
        resolve(true);
      });
    });
    let trial = call();
    await until(async () => {
      const outcome = await Promise.race([trial, arrived]);
      if (outcome === 'unavailable') trial = call();
      return outcome === true;
    });
    await expect(state()).resolves.toBe(2);
    await expect(call()).resolves.toBe('unavailable');
    end();
    await expect(trial).resolves.toBe(200);
    await expect(state()).resolves.toBe(0);
    upstream.answer((_request, response) => response.end());
    await expect(Promise.all([call(), call(), call()])).resolves.toStrictEqual([200, 200, 200]);
  });

  it('opens again when the trial fails', async () => {
    await fails(MINIMUM);
    const before = upstream.seen.length;
    await until(async () => (await call()) === 500);
    expect(upstream.seen).toHaveLength(before + 1);
    await expect(call()).resolves.toBe('unavailable');
    await expect(state()).resolves.toBe(1);
  });

  it('opens for a service that is silent, but not for callers who wait too short a time', async () => {
    upstream.answer(() => undefined);
    for (let n = 0; n < MINIMUM * 2; n++) await call('/a', Deadline.in(10));
    await expect(state()).resolves.toBe(0);
    await Promise.all(Array.from({ length: MINIMUM }, () => call()));
    await expect(state()).resolves.toBe(1);
  });

  it('opens again when the one who tries waits too short a time to know', async () => {
    await fails(MINIMUM);
    upstream.answer(() => undefined);
    await until(async () => (await call('/a', Deadline.in(10))) === 'deadline-exceeded');
    await expect(state()).resolves.toBe(1);
    await expect(call()).resolves.toBe('unavailable');
  });

  it.each([400, 401, 404, 409, 429])('stays closed for answers with %s', async (status) => {
    upstream.answer((_request, response) => response.writeHead(status).end());
    for (let n = 0; n < MINIMUM * 2; n++) await expect(call()).resolves.toBe(status);
  });
});
