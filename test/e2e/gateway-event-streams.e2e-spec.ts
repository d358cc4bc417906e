import type { ServerResponse } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';
import { startGateway, type TestGateway } from '../support/gateway.js';
import { answerWith } from '../support/scripted-upstream.js';

const CONNECTIONS = 160;
const OF_ONE = 4;
const OF_TENANT = CONNECTIONS / 16;
const DEADLINE_MILLISECONDS = 300;
const APPROVAL = '/api/v1/approvals/0190a0a0-0000-7000-8000-000000000000';
const EVENTS = '/api/v1/simulations/0190a0a0-0000-7000-8000-000000000000/events';

describe('a stream of events through the gateway', () => {
  let gateway: TestGateway;
  let streams: ServerResponse[];
  let closed: number;

  beforeEach(async () => {
    gateway = await startGateway({
      UPSTREAM_MAX_CONNECTIONS: String(CONNECTIONS),
      UPSTREAM_TIMEOUT_MS: String(DEADLINE_MILLISECONDS),
    });
    streams = [];
    closed = 0;
    gateway.engine.answer((request, response) => {
      if (request.url !== EVENTS) {
        answerWith({})(request, response);
        return;
      }
      response.once('close', () => closed++);
      response.writeHead(200, { 'Content-Type': 'text/event-stream' }).write('event: first\ndata: 1\n\n');
      streams.push(response);
    });
  });

  afterEach(async () => {
    for (const response of streams) response.end();
    await gateway.close();
  });

  const call = (
    path: string,
    signal: AbortSignal | null = null,
    authorization = gateway.headers.authorization ?? '',
  ): Promise<Response> =>
    fetch(`${gateway.url}${path}`, { headers: { ...gateway.headers, authorization }, signal });

  const untilClosed = async (count: number): Promise<void> => {
    while (closed < count) await pause(5);
  };

  it('comes event by event, and goes on when the deadline of other requests is over', async () => {
    const response = await call(EVENTS);
    expect(response.headers.get('content-type')).toBe('text/event-stream');
    const reader = (response.body as ReadableStream<Uint8Array>).getReader();
    const next = async (): Promise<string> => new TextDecoder().decode((await reader.read()).value);
    expect(await next()).toBe('event: first\ndata: 1\n\n');
    await pause(2 * DEADLINE_MILLISECONDS);
    streams[0]?.write('event: second\ndata: 2\n\n');
    expect(await next()).toBe('event: second\ndata: 2\n\n');
    streams[0]?.end();
    expect((await reader.read()).done).toBe(true);
  });

  it('has to begin within the deadline', async () => {
    gateway.engine.answer(() => undefined);
    expect((await call(EVENTS)).status).toBe(504);
  });

  it('is ended at the service when the caller goes', async () => {
    const gone = new AbortController();
    await call(EVENTS, gone.signal);
    gone.abort();
    await untilClosed(1);
    expect(streams).toHaveLength(1);
  });

  it('takes no more connections than one caller and one tenant may keep, and leaves the others to decisions', async () => {
    const as = async (subject: string): Promise<number> => {
      const authorization = await gateway.issuer.bearer('agent', undefined, subject);
      return (await call(EVENTS, null, authorization)).status;
    };
    for (let count = 0; count < OF_ONE; count++) expect(await as('one')).toBe(200);
    expect(await as('one')).toBe(503);
    for (let count = OF_ONE; count < OF_TENANT; count++) expect(await as(`other-${String(count)}`)).toBe(200);
    expect(await as('a third')).toBe(503);
    expect((await call(`${APPROVAL}?wait=30`)).status).toBe(200);
    streams.splice(0).forEach((response) => response.end());
    await untilClosed(OF_TENANT);
    expect(await as('one')).toBe(200);
  });

  it('ends when the gateway drains, so that nobody waits for it', async () => {
    const response = await call(EVENTS);
    await gateway.service.close();
    expect(await response.text()).toBe('event: first\ndata: 1\n\n');
    await untilClosed(1);
  });
});
