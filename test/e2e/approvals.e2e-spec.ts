import type { Approval, Decision, RecordedDecision } from '@acgs/contracts';
import { ApprovalDesk, paymentOf, problemOf } from '../support/approval-desk.js';
import { startGoverned } from '../support/governed.js';
import type { Installation } from '../support/installation.js';

const UNKNOWN = '00000000-0000-7000-8000-000000000000';

describe('an approval', () => {
  let installation: Installation;
  let desk: ApprovalDesk;

  beforeAll(async () => {
    installation = await startGoverned({}, ['api-gateway']);
    desk = new ApprovalDesk(installation, 'api-gateway');
  });

  afterAll(async () => {
    await installation.close();
  });

  const statusOf = async (decisionId: string): Promise<unknown> =>
    ((await desk.get(decisionId)).body as Approval).status;

  it('lets an escalated request through once, and both decisions tell of it', async () => {
    const escalated = await desk.escalate();
    const pending = (await desk.get(escalated.decisionId, { as: 'demo-agent' })).body as Approval;
    expect(pending).toMatchObject({ status: 'pending', given: null, usedBy: null });
    expect(pending.decision).toMatchObject({
      ...escalated,
      request: paymentOf(),
      requestedBy: 'demo-agent',
    });
    const given = (await desk.answer(escalated.decisionId, 'approve', {}, 'As agreed.')).body as Approval;
    expect(given).toMatchObject({
      status: 'approved',
      given: { answer: 'approve', answeredBy: 'approver', note: 'As agreed.', withdrawnAt: null },
    });
    const { status, body } = await desk.present(escalated.decisionId);
    const decision = body as Decision;
    expect([status, decision.outcome]).toStrictEqual([200, 'allow']);
    expect(decision.approval).toStrictEqual({
      decisionId: escalated.decisionId,
      approvedBy: 'approver',
      approvedAt: given.given?.answeredAt,
    });
    expect(decision.reasons.map(({ effect }) => effect)).toStrictEqual(['escalate', 'permit']);
    const recorded = await desk.call('GET', `/api/v1/decisions/${decision.decisionId}`);
    expect(recorded.body).toStrictEqual({
      ...decision,
      request: paymentOf(),
      requestedBy: 'demo-agent',
      tenant: 'default',
    } satisfies RecordedDecision | Record<string, unknown>);
    const used = (await desk.get(escalated.decisionId)).body as Approval;
    expect([used.status, used.usedBy]).toStrictEqual(['used', decision.decisionId]);
    expect(problemOf(await desk.present(escalated.decisionId))).toStrictEqual([409, 'approval-used']);
  });

  it('is not needed twice: without it the same request is escalated again', async () => {
    const { decisionId } = await desk.escalate();
    await desk.approve(decisionId);
    expect(await desk.escalate()).not.toHaveProperty('approval');
    expect((await desk.present(decisionId)).body).toMatchObject({ outcome: 'allow' });
    expect(await desk.escalate()).not.toHaveProperty('approval');
  });

  it('is for this very request, of this caller, in this tenant', async () => {
    const parts = { amount: 250, owner: 'demo-agent' };
    const { decisionId } = await desk.escalate(parts);
    await desk.approve(decisionId);
    const platform = { as: 'platform' };
    const foreign = { token: await installation.mint('demo-agent', { tenant: 'other' }) };
    for (const presented of [
      await desk.present(decisionId, { ...parts, amount: 250.1 }),
      await desk.present(decisionId, { ...parts, resource: 'doc-2' }),
      await desk.present(decisionId, parts, platform),
      await desk.present(decisionId, parts, foreign),
      await desk.present(UNKNOWN, parts),
    ]) {
      expect(problemOf(presented)).toStrictEqual([422, 'approval-mismatch']);
    }
    expect(await statusOf(decisionId)).toBe('approved');
    const upper = { headers: { Approval: decisionId.toUpperCase() } };
    const { context, resource, action, subject } = paymentOf(parts);
    const turned = { ...upper, body: { context, resource, action, subject } };
    expect((await desk.present(decisionId, parts, turned)).body).toMatchObject({ outcome: 'allow' });
  });

  it('is no permit: what nothing permits is denied, and it is used up', async () => {
    const parts = { owner: 'somebody else' };
    const { decisionId } = await desk.escalate(parts);
    await desk.approve(decisionId);
    const { body } = await desk.present(decisionId, parts);
    expect(body).toMatchObject({ outcome: 'deny', approval: { decisionId } });
    expect((body as Decision).reasons.map(({ code }) => code)).toStrictEqual(['no-permit', 'matched']);
    expect(await statusOf(decisionId)).toBe('used');
  });

  it('needs an answer, and no refusal and no withdrawal can be used', async () => {
    const [pending, refused, withdrawn] = [
      await desk.escalate(),
      await desk.escalate(),
      await desk.escalate(),
    ];
    expect(await desk.answer(refused.decisionId, 'refuse')).toMatchObject({
      status: 200,
      body: { status: 'refused', given: { answer: 'refuse', expiresAt: null } },
    });
    await desk.approve(withdrawn.decisionId);
    expect(await desk.withdraw(withdrawn.decisionId)).toMatchObject({
      status: 200,
      body: { status: 'withdrawn' },
    });
    for (const [{ decisionId }, problem] of [
      [pending, 'approval-pending'],
      [refused, 'approval-refused'],
      [withdrawn, 'approval-refused'],
    ] as const) {
      expect(problemOf(await desk.present(decisionId))).toStrictEqual([409, problem]);
    }
  });

  it('is refused in another form, and on many decisions at once', async () => {
    const { decisionId } = await desk.escalate();
    await desk.approve(decisionId);
    for (const header of ['', 'no-id', `${decisionId}, ${decisionId}`]) {
      const { status, body } = await desk.present(decisionId, {}, { headers: { Approval: header } });
      expect([status, body]).toMatchObject([400, { faults: [{ path: 'Approval' }] }]);
    }
    const headers = { Approval: decisionId };
    for (const [path, body] of [
      ['/api/v1/decisions/batch', { requests: [paymentOf()] }],
      ['/access/v1/evaluations', { evaluations: [paymentOf()] }],
    ] as const) {
      const answer = await desk.call('POST', path, { as: 'demo-agent', body, headers });
      expect([answer.status, answer.body]).toMatchObject([400, { faults: [{ path: 'Approval' }] }]);
    }
    expect((await desk.answer(decisionId, 'perhaps')).status).toBe(400);
    expect((await desk.answer(decisionId, 'approve', {}, 'x'.repeat(1001))).status).toBe(400);
    expect((await desk.get(`${decisionId}?wait=31`)).status).toBe(400);
    expect(await statusOf(decisionId)).toBe('approved');
  });

  it('is presented under AuthZEN as well, and in a batch of the gateway', async () => {
    const [first, second] = [await desk.escalate(), await desk.escalate()];
    await desk.approve(first.decisionId);
    await desk.approve(second.decisionId);
    const { body } = await desk.call('POST', '/access/v1/evaluation', {
      as: 'demo-agent',
      body: paymentOf(),
      headers: { Approval: first.decisionId },
    });
    expect(body).toMatchObject({
      decision: true,
      context: { outcome: 'allow', approval: { decisionId: first.decisionId } },
    });
    const request = {
      method: 'POST',
      path: '/api/v1/decisions',
      headers: { Approval: second.decisionId },
      body: paymentOf(),
    };
    const batch = await desk.call('POST', '/api/v1/batch', {
      as: 'demo-agent',
      body: { requests: [request, request] },
    });
    const { responses } = batch.body as { responses: { status: number }[] };
    expect(responses.map(({ status }) => status).sort()).toStrictEqual([200, 409]);
  });
});
