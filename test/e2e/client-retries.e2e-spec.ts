import { AcgsError, CLIENT_FAULTS } from '@acgs/client';
import { DECISION, json, problem, REQUEST, ScriptedClient } from '../support/scripted-client.js';

describe('what the client repeats', () => {
  let scripted: ScriptedClient;

  beforeAll(async () => {
    scripted = await ScriptedClient.start();
  });

  afterEach(() => {
    scripted.reset();
  });

  afterAll(async () => {
    await scripted.close();
  });

  const keys = (): unknown[] => scripted.seen.map(({ headers }) => headers['idempotency-key']);

  it('waits for as long as Retry-After says, and a little more, and keeps the key and the body', async () => {
    scripted.answer(
      problem('overloaded', 503, { 'Retry-After': '2' }),
      problem('too-many-requests', 429, { 'Retry-After': '7' }),
      json(DECISION),
    );
    expect(await scripted.client().decide(REQUEST)).toMatchObject({ outcome: 'allow' });
    expect(scripted.pauses).toStrictEqual([2025, 7050]);
    expect([new Set(keys()).size, new Set(scripted.seen.map(({ body }) => body)).size]).toStrictEqual([1, 1]);
    expect(keys()[0]).toMatch(/^[0-9a-f]{32}$/);
  });

  it('makes a key for each decision, and takes the one that it is given', async () => {
    scripted.answer(json(DECISION));
    const client = scripted.client();
    await client.decide(REQUEST);
    await client.decide(REQUEST);
    await client.decide(REQUEST, { idempotencyKey: 'mine' });
    expect(new Set(keys()).size).toBe(3);
    expect(keys()[2]).toBe('mine');
  });

  it('understands Retry-After as a date, by its own clock', async () => {
    const at = new Date('2026-11-30T12:00:30Z').toUTCString();
    scripted.answer(problem('unavailable', 503, { 'Retry-After': at }), json(DECISION));
    const date = (): Date => new Date('2026-11-30T12:00:10Z');
    await scripted.client({ timeoutMilliseconds: 60_000 }, { date }).decide(REQUEST);
    expect(scripted.pauses).toStrictEqual([20_025]);
  });

  it('gives up at once when it is told to come back after its deadline', async () => {
    scripted.answer(problem('overloaded', 503, { 'Retry-After': '31' }));
    await expect(scripted.client().decide(REQUEST)).rejects.toMatchObject({
      type: 'urn:acgs:problem:overloaded',
      status: 503,
      retryAfterMilliseconds: 31_000,
    });
    expect([scripted.seen.length, scripted.pauses]).toStrictEqual([1, []]);
  });

  it('repeats four times at most, and throws the last problem', async () => {
    scripted.answer(problem('decision-not-recorded', 503));
    await expect(scripted.client().decide(REQUEST)).rejects.toMatchObject({
      name: 'AcgsError',
      type: 'urn:acgs:problem:decision-not-recorded',
      message: 'It is decision-not-recorded.',
    });
    expect(scripted.seen).toHaveLength(5);
  });

  it('never multiplies the load of a service in trouble: the retries of a client have a budget', async () => {
    scripted.answer(problem('unavailable', 503));
    const client = scripted.client();
    const all = await Promise.allSettled(Array.from({ length: 50 }, () => client.decide(REQUEST)));
    expect(all.every(({ status }) => status === 'rejected')).toBe(true);
    expect(scripted.seen.length).toBeLessThanOrEqual(50 + 10 + 50 * 0.2);
  });

  it('does not repeat a request that would do something twice', async () => {
    scripted.answer(problem('unavailable', 503));
    const body = { title: 'A' } as never;
    const call = scripted.client().request('post', '/api/v1/constitution/versions', { body });
    await expect(call).rejects.toMatchObject({ status: 503 });
    expect(scripted.seen).toHaveLength(1);
  });

  it('repeats when the connection breaks, and tells of the failure when it stays so', async () => {
    scripted.answer((response) => response.destroy());
    await expect(scripted.client({ retries: 1 }).decide(REQUEST)).rejects.toMatchObject({
      type: CLIENT_FAULTS.noAnswer,
      status: null,
    });
    expect(scripted.seen).toHaveLength(2);
  });

  it('gives an attempt up that takes too long, tells the service so, and asks again', async () => {
    scripted.answer(() => undefined, json(DECISION));
    const client = scripted.client({ attemptTimeoutMilliseconds: 150 });
    expect(await client.decide(REQUEST)).toMatchObject({ outcome: 'allow' });
    const told = Number(scripted.seen[0]?.headers['x-request-timeout-ms']);
    expect(told).toBeGreaterThan(0);
    expect(told).toBeLessThanOrEqual(150);
    expect(new Set(keys()).size).toBe(1);
  });

  it('takes limits that are longer than timers and the API know', async () => {
    scripted.answer(json(DECISION));
    const limits = { timeoutMilliseconds: 1e12, attemptTimeoutMilliseconds: 1e12 };
    expect(await scripted.client(limits).decide(REQUEST)).toMatchObject({ outcome: 'allow' });
    expect(scripted.seen[0]?.headers['x-request-timeout-ms']).toBe('99999999');
  });

  it('ends at its deadline, in the middle of an answer, too', async () => {
    scripted.answer((response) => response.writeHead(200, { 'Content-Type': 'application/json' }).write('{'));
    const decided = scripted.client().decide(REQUEST, { timeoutMilliseconds: 150 });
    await expect(decided).rejects.toMatchObject({ type: CLIENT_FAULTS.deadlineExceeded, status: null });
  });

  it('ends when it is told to, in the middle of an answer, with the reason that was given', async () => {
    const gone = new AbortController();
    const reason = new Error('the user has left');
    scripted.answer((response) => {
      response.writeHead(200, { 'Content-Type': 'application/json' }).write('{"outcome":"allow"');
      gone.abort(reason);
    });
    await expect(scripted.client().decide(REQUEST, { signal: gone.signal })).rejects.toBe(reason);
    expect(scripted.seen).toHaveLength(1);
  });

  it('ends when it is told to, between two attempts', async () => {
    const gone = new AbortController();
    scripted.answer(problem('unavailable', 503, { 'Retry-After': '20' }));
    const client = scripted.client({}, { pause: (_milliseconds, signal) => whenAborted(signal) });
    const decided = client.decide(REQUEST, { signal: gone.signal });
    while (scripted.seen.length === 0) await new Promise(setImmediate);
    gone.abort(new Error('enough'));
    await expect(decided).rejects.toThrow('enough');
  });

  it('throws an AcgsError for an answer that is no problem document', async () => {
    scripted.answer((response) => response.writeHead(500, { 'Content-Type': 'text/html' }).end('<h1>Oops'));
    const fault: unknown = await scripted
      .client()
      .decide(REQUEST)
      .catch((error: unknown) => error);
    expect(fault).toBeInstanceOf(AcgsError);
    expect(fault).toMatchObject({ type: CLIENT_FAULTS.answerUnusable, status: 500, faults: [] });
  });
});

function whenAborted(signal: AbortSignal): Promise<void> {
  return new Promise((_resolve, reject) => {
    signal.addEventListener('abort', () => {
      reject(signal.reason as Error);
    });
  });
}
