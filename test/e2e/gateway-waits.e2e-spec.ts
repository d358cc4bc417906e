import type { ServerResponse } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';
import { startGateway, type TestGateway } from '../support/gateway.js';
import { answerWith } from '../support/scripted-upstream.js';

const CONNECTIONS = 16;
const OF_ONE = CONNECTIONS / 8;
const APPROVAL = '/api/v1/approvals/0190a0a0-0000-7000-8000-000000000000';

describe('a gateway whose callers wait for an answer to come', () => {
  let gateway: TestGateway;
  let held: ServerResponse[];
  let preferred: string[];

  beforeEach(async () => {
    gateway = await startGateway({
      UPSTREAM_MAX_CONNECTIONS: String(CONNECTIONS),
      UPSTREAM_TIMEOUT_MS: '600000',
    });
    held = [];
    preferred = [];
    gateway.engine.answer((request, response) => {
      const { prefer } = request.headers;
      if (prefer !== undefined) preferred.push(String(prefer));
      if (request.url?.includes('wait=') === true || prefer?.includes('wait') === true) held.push(response);
      else answerWith({})(request, response);
    });
  });

  afterEach(async () => {
    for (const response of held) response.end('{}');
    await gateway.close();
  });

  const call = async (target: string, init: RequestInit = {}, subject = 'one'): Promise<Response> =>
    fetch(`${gateway.url}${target}`, {
      ...init,
      headers: {
        ...gateway.headers,
        authorization: await gateway.issuer.bearer('agent', undefined, subject),
        ...(init.headers as Record<string, string>),
      },
    });

  const decide = (prefer: string): Promise<Response> =>
    call('/api/v1/decisions', { method: 'POST', body: '{}', headers: { Prefer: prefer } });

  async function allWait(count: number, subject: string): Promise<Promise<Response>[]> {
    const before = held.length;
    const waits = Array.from({ length: count }, () => call(`${APPROVAL}?wait=30`, {}, subject));
    while (held.length < before + count) await pause(5);
    return waits;
  }

  it('reads on beside them, and keeps places for others than the one who takes all', async () => {
    const waits = await allWait(OF_ONE, 'one');
    const refused = await call(`${APPROVAL}?wait=30`);
    expect([refused.status, refused.headers.get('retry-after')]).toStrictEqual([503, '1']);
    expect(await refused.json()).toMatchObject({ type: 'urn:acgs:problem:overloaded' });
    const reads = await Promise.all(
      [APPROVAL, '/api/v1/approvals?status=pending', '/api/v1/policies'].map((path) => call(path)),
    );
    expect(reads.map(({ status }) => status)).toStrictEqual([200, 200, 200]);
    waits.push(...(await allWait(OF_ONE, 'another')));
    expect((await call(`${APPROVAL}?wait=30`, {}, 'a third')).status).toBe(503);
    for (const response of held.splice(0)) response.end('{}');
    expect((await Promise.all(waits)).map(({ status }) => status)).toStrictEqual(waits.map(() => 200));
  });

  it('decides at once for who prefers to wait when there is no place to', async () => {
    const waits = await allWait(OF_ONE, 'one');
    expect((await decide('wait=2')).status).toBe(200);
    expect(preferred).toStrictEqual([]);
    for (const response of held.splice(0)) response.end('{}');
    await Promise.all(waits);
    const waiting = decide('wait=2');
    while (held.length === 0) await pause(5);
    expect(preferred).toStrictEqual(['wait=2']);
    for (const response of held.splice(0)) response.end('{}');
    expect((await waiting).status).toBe(200);
  });

  it('bounds who prefers anything else as all others', async () => {
    gateway.engine.answer((_request, response) => held.push(response));
    const before = gateway.engine.seen.length;
    const reports = Array.from({ length: CONNECTIONS / 2 }, () => call('/api/v1/policies'));
    while (gateway.engine.seen.length < before + reports.length) await pause(5);
    const refused = await call('/api/v1/policies', { headers: { Prefer: 'wait=2' } });
    expect(refused.status).toBe(503);
    for (const response of held.splice(0)) response.end('{}');
    await Promise.all(reports);
  });
});
