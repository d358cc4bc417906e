import type { ApprovalStatus, Decision } from './api.js';
import { DeniedError, EscalatedError, ObligationError } from './errors.js';
import { type GuardOutcome, runGuarded } from './guard.js';

const request = {
  subject: { type: 'agent', id: 'a' },
  action: { name: 'pay' },
  resource: { type: 'account', id: 'b' },
};
const decision = (
  outcome: Decision['outcome'],
  id: string = outcome,
  obligations: string[] = [],
): Decision => ({
  decisionId: id,
  outcome,
  reasons: [
    { code: 'matched', rule: null, effect: 'forbid', message: 'Because.', condition: null, error: null },
  ],
  obligations: obligations.map((name) => ({ id: name, properties: {} })),
  pins: {
    constitutionalHash: 'h',
    constitutionVersion: 1,
    constitutionDigest: null,
    policySetDigest: null,
    engineVersion: '1',
  },
  decidedAt: '2026-11-25T17:36:27.203Z',
});

interface Run {
  readonly ran: number;
  readonly error: unknown;
  readonly outcome: GuardOutcome | undefined;
  readonly approvals: readonly (string | null)[];
}

/** Guards a function with these decisions, one after the other, and this approval. */
async function guarded(
  decisions: readonly Decision[],
  more: Partial<Parameters<typeof runGuarded>[2]> & { status?: ApprovalStatus; fn?: () => unknown } = {},
): Promise<Run> {
  let ran = 0;
  let outcome: GuardOutcome | undefined;
  const approvals: (string | null)[] = [];
  const left = [...decisions];
  const { status, fn, ...options } = more;
  const run = runGuarded(
    () => {
      ran += 1;
      return fn?.();
    },
    request,
    { onOutcome: (told) => (outcome = told), ...options },
    {
      decide: (approvalId) => {
        approvals.push(approvalId);
        return Promise.resolve(left.shift()!);
      },
      answeredApproval: status === undefined ? null : () => Promise.resolve(status),
    },
  );
  const error = await run.then(
    () => null,
    (thrown: unknown) => thrown,
  );
  return { ran, error, outcome, approvals };
}

describe('runGuarded', () => {
  it('runs the function once on allow, and tells that it is done', async () => {
    const { ran, error, outcome } = await guarded([decision('allow')]);
    expect([ran, error]).toStrictEqual([1, null]);
    expect(outcome).toMatchObject({ result: 'done', decision: { outcome: 'allow' }, escalated: null });
  });

  it('does not run it on deny, and throws the reasons', async () => {
    const { ran, error, outcome } = await guarded([decision('deny')]);
    expect(ran).toBe(0);
    expect(error).toBeInstanceOf(DeniedError);
    expect(error).toMatchObject({ message: 'Denied: Because.', reasons: [{ message: 'Because.' }] });
    expect(outcome).toMatchObject({ result: 'not-run', error });
  });

  it('does not run it on escalate, and says what to do', async () => {
    const { ran, error } = await guarded([decision('escalate', 'd1')]);
    expect(ran).toBe(0);
    expect(error).toMatchObject({ name: 'EscalatedError', state: 'not-waited', approvalId: 'd1' });
    expect((error as Error).message).toContain('A person has to approve it');
  });

  it('asks again with the approval, and runs on the decision that is made then', async () => {
    const { ran, approvals, outcome } = await guarded([decision('escalate', 'd1'), decision('allow', 'd2')], {
      status: 'approved',
    });
    expect([ran, approvals]).toStrictEqual([1, [null, 'd1']]);
    expect(outcome).toMatchObject({ decision: { decisionId: 'd2' }, escalated: { decisionId: 'd1' } });
  });

  it.each<[ApprovalStatus, Decision[], new (...rest: never[]) => Error, string | undefined]>([
    ['refused', [], DeniedError, undefined],
    ['expired', [], EscalatedError, 'expired'],
    ['withdrawn', [], EscalatedError, 'withdrawn'],
    ['pending', [], EscalatedError, 'pending'],
    ['used', [], EscalatedError, 'not-accepted'],
    ['approved', [decision('deny')], DeniedError, undefined],
    ['approved', [decision('escalate')], EscalatedError, 'not-accepted'],
  ])('does not run it when the approval is %s and then %j', async (status, later, kind, state) => {
    const { ran, error } = await guarded([decision('escalate'), ...later], { status });
    expect(ran).toBe(0);
    expect(error).toBeInstanceOf(kind);
    expect((error as { state?: string }).state).toBe(state);
  });

  it('fulfils no obligation when one has no handler, not even one that every object has', async () => {
    const fulfilled: string[] = [];
    const obligations = { mail: ({ id }: { id: string }) => fulfilled.push(id) };
    for (const unknown of ['sms', 'toString', '__proto__']) {
      const allowed = decision('allow', 'd', ['mail', unknown]);
      const { ran, error } = await guarded([allowed], { obligations });
      expect([ran, fulfilled]).toStrictEqual([0, []]);
      expect(error).toMatchObject({ name: 'ObligationError', obligation: { id: unknown } });
    }
  });

  it('fulfils obligations in their order before it runs the function, and does not run it when one fails', async () => {
    const order: string[] = [];
    const obligations = {
      first: () => order.push('first'),
      second: () => Promise.reject(new Error('no mail')),
    };
    const good = await guarded([decision('allow', 'd', ['first'])], {
      obligations,
      fn: () => order.push('fn'),
    });
    expect([good.ran, order]).toStrictEqual([1, ['first', 'fn']]);
    const bad = await guarded([decision('allow', 'd', ['first', 'second'])], { obligations });
    expect(bad.ran).toBe(0);
    expect(bad.error).toBeInstanceOf(ObligationError);
    expect(bad.error).toMatchObject({ cause: { message: 'no mail' } });
  });

  it('throws what the function throws, and tells that it may have done a part', async () => {
    const fault = new Error('half done');
    const { error, outcome } = await guarded([decision('allow')], {
      fn: () => {
        throw fault;
      },
    });
    expect(error).toBe(fault);
    expect(outcome).toMatchObject({ result: 'failed', error: fault });
  });

  it('does not run it when the caller has gone meanwhile', async () => {
    const { ran, error } = await guarded([decision('allow')], {
      signal: AbortSignal.abort(new Error('gone')),
    });
    expect(ran).toBe(0);
    expect(error).toMatchObject({ message: 'gone' });
  });

  it('keeps the result when nobody could be told', async () => {
    const { ran, error } = await guarded([decision('allow')], {
      onOutcome: () => {
        throw new Error('nobody there');
      },
    });
    expect([ran, error]).toStrictEqual([1, null]);
  });
});
