import { AcgsError } from '@acgs/client';
import { DECISION, json, problem, REQUEST, ScriptedClient } from '../support/scripted-client.js';

const ESCALATED = { ...DECISION, decisionId: '01a213c7-be43-76e3-b3c4-000000000001', outcome: 'escalate' };
const APPROVALS = `/api/v1/approvals/${ESCALATED.decisionId}?wait=`;
const approval = (status: string): ReturnType<typeof json> =>
  json({ decisionId: ESCALATED.decisionId, status });

describe('how guard waits for a person', () => {
  let scripted: ScriptedClient;
  let ran: number;

  beforeAll(async () => {
    scripted = await ScriptedClient.start();
  });

  beforeEach(() => {
    scripted.reset();
    ran = 0;
  });

  afterAll(async () => {
    await scripted.close();
  });

  const guarded = (approvalTimeoutMilliseconds: number, signal?: AbortSignal): Promise<number> =>
    scripted.client({ retries: 0 }).guard(() => (ran += 1), {
      request: REQUEST,
      approvalTimeoutMilliseconds,
      ...(signal === undefined ? {} : { signal }),
    });

  it('asks until there is an answer, then sends the same request with the approval and a new key', async () => {
    scripted.answer(json(ESCALATED), approval('pending'), approval('approved'), json(DECISION));
    expect(await guarded(90_000)).toBe(1);
    expect(scripted.seen.map(({ path }) => path.replace(/\d+$/, ''))).toStrictEqual([
      '/api/v1/decisions',
      APPROVALS,
      APPROVALS,
      '/api/v1/decisions',
    ]);
    expect(scripted.seen[1]?.path).toBe(`${APPROVALS}30`);
    const [first, , , last] = scripted.seen;
    expect(last?.body).toBe(first?.body);
    expect(last?.headers.approval).toBe(ESCALATED.decisionId);
    expect(last?.headers['idempotency-key']).not.toBe(first?.headers['idempotency-key']);
    expect(scripted.pauses).toHaveLength(1);
  });

  it('does not end when the approvals are away for a while', async () => {
    scripted.answer(json(ESCALATED), problem('unavailable', 503), approval('approved'), json(DECISION));
    expect(await guarded(90_000)).toBe(1);
  });

  it('does not run when it is refused', async () => {
    scripted.answer(json(ESCALATED), approval('refused'));
    await expect(guarded(90_000)).rejects.toMatchObject({ name: 'DeniedError' });
    expect(ran).toBe(0);
  });

  it.each([
    ['approval-outdated', 409, 'not-accepted'],
    ['approval-used', 409, 'not-accepted'],
    ['approval-mismatch', 422, 'not-accepted'],
    ['approval-refused', 409, 'withdrawn'],
    ['approval-expired', 409, 'expired'],
  ])('says how to go on when the approval is answered with %s', async (name, status, state) => {
    scripted.answer(json(ESCALATED), approval('approved'), problem(name, status));
    await expect(guarded(90_000)).rejects.toMatchObject({ name: 'EscalatedError', state, cause: { status } });
    expect(ran).toBe(0);
  });

  it('ends when its time is up, and says how to go on', async () => {
    scripted.answer(json(ESCALATED), () => undefined);
    await expect(guarded(150)).rejects.toMatchObject({
      name: 'EscalatedError',
      state: 'pending',
      approvalId: ESCALATED.decisionId,
    });
    expect(ran).toBe(0);
  });

  it('ends when it is told to', async () => {
    const gone = new AbortController();
    scripted.answer(json(ESCALATED), () => {
      gone.abort(new Error('shutting down'));
    });
    await expect(guarded(90_000, gone.signal)).rejects.toThrow('shutting down');
    expect(ran).toBe(0);
  });

  it.each([approval('granted'), json({}), problem('not-found', 404)])(
    'takes nothing else for an approval (%#)',
    async (answer) => {
      scripted.answer(json(ESCALATED), answer);
      await expect(guarded(90_000)).rejects.toBeInstanceOf(AcgsError);
      expect(ran).toBe(0);
    },
  );
});
