import { once } from 'node:events';
import type { ServerResponse } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';
import { sendBatch } from '../support/batches.js';
import { startGateway, type TestGateway } from '../support/gateway.js';
import { answerWith } from '../support/scripted-upstream.js';

const CONNECTIONS = 4;
const REPORTS = CONNECTIONS / 2;
const PATH = '/api/v1/decisions';

describe('a gateway whose callers read more than the service can give', () => {
  let gateway: TestGateway;
  let held: ServerResponse[];

  beforeEach(async () => {
    gateway = await startGateway({
      UPSTREAM_MAX_CONNECTIONS: String(CONNECTIONS),
      UPSTREAM_TIMEOUT_MS: '600000',
    });
    held = [];
    gateway.engine.answer((request, response) => {
      if (request.method === 'GET') held.push(response);
      else answerWith({ outcome: 'allow' })(request, response);
    });
  });

  afterEach(async () => {
    await gateway.close();
  });

  const read = (signal: AbortSignal | null = null): Promise<Response> =>
    fetch(`${gateway.url}${PATH}`, { headers: gateway.headers, signal });

  const decide = (): Promise<Response> =>
    fetch(`${gateway.url}${PATH}`, { method: 'POST', headers: gateway.headers, body: '{}' });

  const untilHeld = async (count: number): Promise<void> => {
    while (held.length < count) await pause(5);
  };

  const letGo = (): void => {
    for (const response of held.splice(0)) response.end();
  };

  it('refuses the reports that are too many at once, and passes decisions on beside them', async () => {
    const reports = Array.from({ length: REPORTS }, () => read());
    await untilHeld(REPORTS);
    const refused = await Promise.all(Array.from({ length: 3 }, () => read()));
    expect(refused.map(({ status }) => status)).toStrictEqual([503, 503, 503]);
    expect(refused[0]?.headers.get('retry-after')).toBe('1');
    expect(await refused[0]?.json()).toMatchObject({ type: 'urn:acgs:problem:overloaded' });
    const decisions = await Promise.all(Array.from({ length: 20 }, decide));
    expect(new Set(decisions.map(({ status }) => status))).toStrictEqual(new Set([200]));
    letGo();
    for (const report of await Promise.all(reports)) expect(report.status).toBe(200);
  });

  it('takes reports again when others have ended, broken off, or lost their callers', async () => {
    const gone = new AbortController();
    const lost = read(gone.signal).catch(() => null);
    const broken = read();
    await untilHeld(REPORTS);
    const ends = held.map((response) => once(response, 'close'));
    gone.abort();
    await lost;
    for (const response of held.splice(0)) if (!response.destroyed) response.destroy();
    await Promise.all(ends);
    await broken;
    const reports = Array.from({ length: REPORTS }, () => read());
    await untilHeld(REPORTS);
    letGo();
    for (const report of await Promise.all(reports)) expect(report.status).toBe(200);
  });

  it('counts the reports of a batch like all others', async () => {
    const requests = Array.from({ length: REPORTS + 1 }, () => ({ method: 'GET', path: PATH }));
    const answer = sendBatch(gateway.url, gateway.headers, [
      ...requests,
      { method: 'POST', path: PATH, body: {} },
    ]);
    await untilHeld(REPORTS);
    while (gateway.engine.seen.length < REPORTS + 1) await pause(5);
    letGo();
    const statuses = (await answer).responses.map(({ status }) => status);
    expect(statuses).toStrictEqual([200, 200, 503, 200]);
  });
});
