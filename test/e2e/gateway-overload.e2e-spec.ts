import type { ServerResponse } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';
import { startGateway, type TestGateway } from '../support/gateway.js';

const CONNECTIONS = 2;
const WAITING = 5 * CONNECTIONS;
const SENT = 40;

describe('a gateway before a service that holds its answers', () => {
  let gateway: TestGateway;
  let held: ServerResponse[];

  beforeEach(async () => {
    gateway = await startGateway({
      UPSTREAM_MAX_CONNECTIONS: String(CONNECTIONS),
      UPSTREAM_TIMEOUT_MS: '60000',
    });
    held = [];
    gateway.engine.answer((request, response) => {
      if (request.url === '/health/live') response.end('{}');
      else held.push(response);
    });
  });

  afterEach(async () => {
    await gateway.close();
  });

  const decide = (): Promise<Response> =>
    fetch(`${gateway.url}/api/v1/decisions`, { method: 'POST', headers: gateway.headers, body: '{}' });

  /** Answers what is held, and from now on everything at once. */
  function letGo(): void {
    gateway.engine.answer((_request, response) => response.end('{}'));
    for (const response of held) response.end('{}');
  }

  it('lets so many wait, and tells the others at once to come back later', async () => {
    const refused: Response[] = [];
    const all = Array.from({ length: SENT }, async () => {
      const response = await decide();
      if (response.status === 503) refused.push(response);
      return response.status;
    });
    while (refused.length < SENT - CONNECTIONS - WAITING) await pause(5);
    expect(refused[0]?.headers.get('retry-after')).toBe('1');
    expect(await refused[0]?.json()).toMatchObject({ type: expect.stringContaining('overloaded') });
    letGo();
    const statuses = await Promise.all(all);
    expect(statuses.filter((status) => status === 200)).toHaveLength(CONNECTIONS + WAITING);
  });

  it('answers for its own readiness meanwhile, and asks each service once for all who want to know', async () => {
    const waiting = Array.from({ length: CONNECTIONS + WAITING }, decide);
    while (held.length < CONNECTIONS) await pause(5);
    const answers = await Promise.all(Array.from({ length: 50 }, () => fetch(`${gateway.url}/health/ready`)));
    for (const answer of answers) {
      expect(await answer.json()).toMatchObject({ details: { upstreams: { 'governance-engine': 'up' } } });
    }
    expect(gateway.engine.seen.filter((line) => line.includes('/health/live')).length).toBeLessThan(10);
    letGo();
    for (const response of await Promise.all(waiting)) expect(response.status).toBe(200);
  });

  it('does not keep those waiting who ask for its readiness while a service says nothing', async () => {
    const asked: ServerResponse[] = [];
    gateway.engine.answer((_request, response) => asked.push(response));
    const answer = await fetch(`${gateway.url}/health/ready`);
    expect(await answer.json()).toMatchObject({
      details: { upstreams: { 'governance-engine': 'down', 'auth-service': 'up' } },
    });
    expect(asked.map(({ destroyed }) => destroyed)).toStrictEqual([false]);
  });
});
