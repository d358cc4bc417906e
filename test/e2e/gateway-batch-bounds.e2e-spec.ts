import { once } from 'node:events';
import type { ServerResponse } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';
import { sendBatch } from '../support/batches.js';
import { startGateway, type TestGateway } from '../support/gateway.js';
import { answerWith, bodyOf } from '../support/scripted-upstream.js';

const MEBIBYTE = 1024 * 1024;
const READ = { method: 'GET', path: '/api/v1/policies' };
const DECIDE = { method: 'POST', path: '/api/v1/decisions', body: {} };

describe('the bounds of a batch', () => {
  let gateway: TestGateway;
  let held: ServerResponse[];

  beforeAll(async () => {
    gateway = await startGateway({
      BATCH_CONCURRENCY: '3',
      BATCH_ANSWER_LIMIT_BYTES: String(MEBIBYTE),
      // Longer than a test may take: nothing below ends by itself.
      BATCH_TIMEOUT_MS: '600000',
      UPSTREAM_TIMEOUT_MS: '600000',
    });
  });

  afterAll(async () => {
    await gateway.close();
  });

  beforeEach(() => {
    held = [];
    for (const upstream of [gateway.core, gateway.engine]) upstream.reset();
  });

  /** The engine reads what comes and says nothing; core answers. */
  function holdEngine(): void {
    gateway.core.answer(answerWith({ fine: true }));
    gateway.engine.answer(async (request, response) => {
      await bodyOf(request);
      held.push(response);
    });
  }

  const untilHeld = async (count: number): Promise<void> => {
    while (held.length < count) await pause(5);
  };

  it('has so many requests under way and no more, and answers in their order', async () => {
    holdEngine();
    const answer = sendBatch(
      gateway.url,
      gateway.headers,
      Array.from({ length: 7 }, () => DECIDE),
    );
    for (let answered = 0; answered < 7; answered++) {
      await untilHeld(Math.min(answered + 3, 7));
      await pause(20);
      expect(held).toHaveLength(Math.min(answered + 3, 7));
      held[answered]?.setHeader('Content-Type', 'application/json').end(String(answered));
    }
    const { responses } = await answer;
    expect(responses.map(({ body }) => body).sort()).toStrictEqual([0, 1, 2, 3, 4, 5, 6]);
  });

  it('answers 504 for each request that is not answered in time, and keeps the answers that are', async () => {
    holdEngine();
    const constitution = { id: 'core', method: 'GET', path: '/api/v1/constitution' };
    const requests = [constitution, DECIDE, READ, DECIDE, { ...constitution, id: 'late' }];
    const headers = { ...gateway.headers, 'X-Request-Timeout-Ms': '300' };
    const { status, responses } = await sendBatch(gateway.url, headers, requests);
    expect(status).toBe(200);
    expect(responses.map((each) => each.status)).toStrictEqual([200, 504, 504, 504, 504]);
    expect(responses[0]).toMatchObject({ id: 'core', body: { fine: true } });
    const problem = { type: 'urn:acgs:problem:deadline-exceeded' };
    for (const { body } of responses.slice(1)) expect(body).toMatchObject(problem);
    expect(responses[4]?.body).toMatchObject({ detail: expect.stringContaining('Nothing was done') });
    expect(gateway.core.seen).toHaveLength(1);
  });

  it('answers 504 for an answer that does not end in time', async () => {
    gateway.engine.answer((_request, response) => {
      response.write('{');
    });
    const headers = { ...gateway.headers, 'X-Request-Timeout-Ms': '200' };
    const { responses } = await sendBatch(gateway.url, headers, [READ, DECIDE]);
    expect(responses.map((each) => each.status)).toStrictEqual([504, 504]);
  });

  it('answers 502 for an answer that breaks off', async () => {
    gateway.engine.answer((_request, response) => {
      response.write('{', () => response.destroy());
    });
    const { responses } = await sendBatch(gateway.url, gateway.headers, [READ]);
    expect(responses).toMatchObject([{ status: 502, body: { type: 'urn:acgs:problem:upstream-failed' } }]);
  });

  it('gives up what is under way when the caller goes, with and without a body, and sends no more', async () => {
    holdEngine();
    const gone = new AbortController();
    const requests = [DECIDE, READ, DECIDE, DECIDE, READ];
    const answer = sendBatch(gateway.url, gateway.headers, requests, gone.signal).catch(() => 'gone');
    await untilHeld(3);
    const closed = held.map((response) => once(response, 'close'));
    gone.abort();
    expect(await answer).toBe('gone');
    await Promise.all(closed);
    const { responses } = await sendBatch(gateway.url, gateway.headers, [
      { method: 'GET', path: '/api/v1/constitution' },
    ]);
    expect(responses[0]?.status).toBe(200);
    expect(gateway.engine.seen).toHaveLength(3);
  });

  it('answers 502 for what exceeds the bytes of a batch, and cuts it off, and keeps what does not', async () => {
    const cut: Promise<unknown>[] = [];
    gateway.core.answer(answerWith({ fine: true }));
    gateway.engine.answer((_request, response) => {
      cut.push(once(response, 'close').then(() => response.writableFinished));
      response.writeHead(200, { 'Content-Type': 'text/plain' });
      response.write(Buffer.alloc(64 * MEBIBYTE));
    });
    const { responses } = await sendBatch(gateway.url, gateway.headers, [
      READ,
      { method: 'GET', path: '/api/v1/constitution' },
    ]);
    expect(responses).toMatchObject([
      { status: 502, body: { detail: expect.stringContaining('answered 200 with more') } },
      { status: 200, body: { fine: true } },
    ]);
    expect(await Promise.all(cut)).toStrictEqual([false]);
  });

  it('holds so many bytes for all batches together, and has them back when the answers are out', async () => {
    const half = JSON.stringify('x'.repeat(MEBIBYTE / 2));
    gateway.core.answer((_request, response) =>
      response.writeHead(200, { 'Content-Type': 'application/json' }).end(half),
    );
    const read = { method: 'GET', path: '/api/v1/constitution' };
    for (let sent = 0; sent < 140; sent++) {
      const { responses } = await sendBatch(gateway.url, gateway.headers, [read]);
      expect(responses[0]?.status).toBe(200);
    }
  });
});
