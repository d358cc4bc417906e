import type { Decision, DecisionBatch, FreezeScope, LogEntry, RecordedDecision } from '@acgs/contracts';
import { ApprovalDesk } from '../support/approval-desk.js';
import { Freezer } from '../support/freezer.js';
import { evaluationRequest, startGoverned } from '../support/governed.js';
import type { Answer, Installation } from '../support/installation.js';
import { LogReader } from '../support/log-reader.js';

const SUBJECT: FreezeScope = { subject: { type: 'agent', id: 'demo-agent' } };

describe('a decision that is frozen', () => {
  let installation: Installation;
  let freezer: Freezer;

  beforeAll(async () => {
    installation = await startGoverned({}, ['integrity-service']);
    freezer = new Freezer(installation);
  });

  afterAll(async () => {
    await installation.close();
  });

  it.each<[string, FreezeScope, string]>([
    ['its subject', SUBJECT, 'subject'],
    ['its action', { action: 're*d' }, 'action'],
    ['everything', { everything: true }, 'everything'],
  ])(
    'by %s is a denial that says so, under the pins of the rules, until it is lifted',
    async (_what, scope, covers) => {
      const allowed = await freezer.decided(false);
      expect(allowed.outcome).toBe('allow');
      const freeze = await freezer.place(scope);
      const { freezeId } = freeze;
      const decision = await freezer.decided(true);
      expect(decision).toMatchObject({
        outcome: 'deny',
        reasons: [
          {
            code: 'frozen',
            freezeId,
            rule: null,
            effect: null,
            message: `Frozen by ${freezeId}: Incident 31`,
          },
        ],
        obligations: [],
        pins: allowed.pins,
      });
      const { placedAt } = freeze;
      const told = { freezeId, covers, reason: 'Incident 31', placedAt, expiresAt: null };
      expect(decision.explanation).toStrictEqual({ rules: [], nearestPermits: [], freeze: told });
      await freezer.thaw(freezeId);
      expect((await freezer.decide()).outcome).toBe('allow');
      const path = `/api/v1/decisions/${decision.decisionId}`;
      const later = await installation.call('governance-engine', 'GET', `${path}/explanation`);
      expect(later.body).toStrictEqual(decision.explanation);
      const recorded = (await installation.call('governance-engine', 'GET', path)).body as RecordedDecision;
      expect(recorded.reasons).toStrictEqual(decision.reasons);
      const log = new LogReader(installation);
      const entry = await log.proven(await log.receipt(decision.decisionId));
      expect(entry.body.decision).toMatchObject({ outcome: 'deny', reasons: decision.reasons });
    },
  );

  it.each<[string, FreezeScope]>([
    ['another subject', { subject: { type: 'agent', id: 'demo' } }],
    ['its resource', { subject: { type: 'document', id: 'doc-1' } }],
    ['another action', { action: '*.read' }],
  ])('is none by %s', async (_what, scope) => {
    const other = await freezer.place(scope);
    const marker = await freezer.place({ action: 'shutdown*' });
    await freezer.decided(true, { action: 'shutdown-now' });
    expect((await freezer.decide()).outcome).toBe('allow');
    await freezer.lift(other.freezeId);
    await freezer.thaw(marker.freezeId, { action: 'shutdown-now' });
  });

  it('is counted, and the freeze stands among those in force', async () => {
    const figures = async (): Promise<string[]> => {
      const { body } = await installation.call('governance-engine', 'GET', '/metrics');
      const text = String(body);
      const action = /^acgs_freezes_in_force\{.*covers="action".*\} (.*)$/m.exec(text);
      const denied = /^acgs_decisions_total\{.*outcome="deny",reason="frozen".*\} (.*)$/m.exec(text);
      return [action?.[1] ?? '', denied?.[1] ?? '0'];
    };
    const [, before] = await figures();
    const { freezeId } = await freezer.place({ action: 'read' });
    await freezer.decided(true);
    expect(await figures()).toStrictEqual(['1', String(Number(before) + 1)]);
    await freezer.thaw(freezeId);
    expect((await figures())[0]).toBe('0');
  });

  it('is frozen before it is forbidden, and stays so until the last freeze is lifted', async () => {
    const forbidden = { action: 'shutdown' };
    const [first, second] = [await freezer.place({ everything: true }), await freezer.place(SUBJECT)];
    const { reasons } = await freezer.decided(true, forbidden);
    expect(reasons.map(({ code }) => code)).toStrictEqual(['frozen']);
    await freezer.lift(first.freezeId);
    for (;;) {
      const { reasons: now } = await freezer.decide(forbidden);
      expect(now[0]?.code).toBe('frozen');
      if (now[0]?.freezeId === second.freezeId) break;
    }
    await freezer.thaw(second.freezeId, forbidden);
    expect((await freezer.decide(forbidden)).reasons[0]?.rule?.id).toBe('P1');
  });

  const authzen = (path: string, body: unknown): Promise<Answer> =>
    installation.call('governance-engine', 'POST', `/access/v1/${path}`, { as: 'platform', body });

  it('is one among others of a batch, and of a series of AuthZEN', async () => {
    const { freezeId } = await freezer.place({ action: 'pay' });
    await freezer.decided(true, { action: 'pay' });
    const requests = ['read', 'pay', 'read'].map((action) => evaluationRequest({ action, amount: 5 }));
    const batch = await installation.call('governance-engine', 'POST', '/api/v1/decisions/batch', {
      as: 'demo-agent',
      body: { requests },
    });
    const { decisions } = batch.body as DecisionBatch;
    const codes = (all: readonly Decision[]): (string | undefined)[] =>
      all.map(({ reasons }) => reasons[0]?.code);
    expect(codes(decisions)).toStrictEqual(['matched', 'frozen', 'matched']);
    const single = await authzen('evaluation', requests[1]);
    expect(single.body).toMatchObject({
      decision: false,
      context: { reasons: [{ code: 'frozen', freezeId }] },
    });
    const series = async (semantic: string): Promise<boolean[]> => {
      const { body } = await authzen('evaluations', {
        evaluations: requests,
        options: { evaluations_semantic: semantic },
      });
      return (body as { evaluations: { decision: boolean }[] }).evaluations.map(({ decision }) => decision);
    };
    expect(await series('execute_all')).toStrictEqual([true, false, true]);
    expect(await series('deny_on_first_deny')).toStrictEqual([true, false]);
    await freezer.thaw(freezeId, { action: 'pay' });
  });

  it('uses no approval up', async () => {
    const desk = new ApprovalDesk(installation);
    const { decisionId } = await desk.escalate();
    await desk.approve(decisionId);
    const { freezeId } = await freezer.place(SUBJECT);
    await freezer.decided(true);
    const frozen = (await desk.present(decisionId)).body as Decision;
    expect(frozen).toMatchObject({ outcome: 'deny', reasons: [{ code: 'frozen' }] });
    expect(frozen).not.toHaveProperty('approval');
    expect((await desk.get(decisionId)).body).toMatchObject({ status: 'approved', usedBy: null });
    await freezer.thaw(freezeId);
    expect((await desk.present(decisionId)).body).toMatchObject({
      outcome: 'allow',
      approval: { decisionId },
    });
  });

  it.each([
    ['for whom it acts', { type: 'user', id: 'anna' }],
    ['who passed it on', { type: 'agent', id: 'planner' }],
    ['who asks, whatever type it says that it is', { type: 'service', id: 'demo-agent' }],
  ])('is one of an agent by a freeze of %s', async (_who, subject) => {
    const token = await installation.mint('demo-agent', {
      sub: 'anna',
      principal: 'person',
      roles: [],
      permissions: ['decisions:create'],
      act: { sub: 'demo-agent', act: { sub: 'planner' } },
      dlg: ['first', 'second'],
    });
    const { freezeId } = await freezer.place({ subject });
    const { reasons } = await freezer.decided(true, {}, { token });
    expect(reasons).toMatchObject([{ freezeId }]);
    await freezer.lift(freezeId);
    await freezer.decided(false, {}, { token });
  });

  it('is of its own tenant', async () => {
    const ours = await installation.mint('admin', { tenant: 'other' });
    const theirs = await installation.mint('demo-agent', { tenant: 'other' });
    const { freezeId } = await freezer.place({ everything: true }, {}, { token: ours });
    await freezer.decided(true, {}, { token: theirs });
    expect((await freezer.decide()).outcome).toBe('allow');
    expect((await freezer.call('GET', `/${freezeId}`)).status).toBe(404);
    expect((await freezer.lift(freezeId)).status).toBe(404);
    expect((await freezer.lift(freezeId, { token: ours })).status).toBe(200);
  });

  it('has a freeze with entries of the log that name nobody', async () => {
    const { freezeId } = await freezer.place(SUBJECT, { reason: 'Because of Anna' });
    await freezer.lift(freezeId);
    const log = new LogReader(installation);
    const bodies = [];
    for (const event of ['placed', 'lifted']) {
      const { entry } = await log.receipt(`freeze:${freezeId}:${event}`);
      const { kind, body } = JSON.parse(entry) as LogEntry;
      expect({ kind, body }).toMatchObject({
        kind: 'freeze',
        body: {
          freezeId,
          event,
          covers: 'subject',
          expiresAt: null,
          by: 'admin',
          at: expect.any(String) as string,
        },
      });
      expect(entry).not.toMatch(/demo-agent|Anna/);
      bodies.push(body);
    }
    expect(bodies[0]?.digest).toBe(bodies[1]?.digest);
  });
});
