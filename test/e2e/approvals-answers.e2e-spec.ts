import type { ApprovalPage, Decision } from '@acgs/contracts';
import { ApprovalDesk, paymentOf, problemOf } from '../support/approval-desk.js';
import { POLICY, startGoverned } from '../support/governed.js';
import type { CallOptions, Installation } from '../support/installation.js';

const UNKNOWN = '00000000-0000-7000-8000-000000000000';

describe('the answer to an escalated decision', () => {
  let installation: Installation;
  let desk: ApprovalDesk;

  beforeAll(async () => {
    installation = await startGoverned({}, ['api-gateway']);
    desk = new ApprovalDesk(installation, 'api-gateway');
  });

  afterAll(async () => {
    await installation.close();
  });

  it('is given once: again by the same caller the same, and everything else is refused', async () => {
    const { decisionId } = await desk.escalate();
    const first = await desk.answer(decisionId, 'approve', {}, 'Fine.');
    expect(await desk.answer(decisionId, 'approve', {}, 'Fine.')).toMatchObject({ body: first.body });
    const another = { token: await installation.mint('approver', { sub: 'another-approver' }) };
    for (const answer of [
      await desk.answer(decisionId, 'refuse', {}, 'Fine.'),
      await desk.answer(decisionId, 'approve', {}, 'Other words.'),
      await desk.answer(decisionId, 'approve', another, 'Fine.'),
    ]) {
      expect(problemOf(answer)).toStrictEqual([409, 'conflict']);
    }
    await desk.present(decisionId);
    expect(problemOf(await desk.withdraw(decisionId))).toStrictEqual([409, 'conflict']);
  });

  it('is withdrawn once, for good', async () => {
    const { decisionId } = await desk.escalate();
    expect(problemOf(await desk.withdraw(decisionId))).toStrictEqual([404, 'not-found']);
    await desk.approve(decisionId);
    const first = await desk.withdraw(decisionId);
    expect((await desk.withdraw(decisionId)).body).toStrictEqual(first.body);
    expect(problemOf(await desk.answer(decisionId, 'approve'))).toStrictEqual([409, 'conflict']);
  });

  it('is withdrawn by another who may answer, for one who is gone, but by no agent', async () => {
    const { decisionId } = await desk.escalate();
    const mint = async (claims: object): Promise<CallOptions> => ({
      token: await installation.mint('approver', { sub: 'another', ...claims }),
    });
    expect(await desk.approve(decisionId)).toMatchObject({ given: { withdrawnAt: null, withdrawnBy: null } });
    for (const claims of [{ roles: ['approver', 'agent'] }, { act: { sub: 'demo-agent' } }]) {
      expect(problemOf(await desk.withdraw(decisionId, await mint(claims)))).toStrictEqual([
        403,
        'forbidden',
      ]);
    }
    const withdrawn = await desk.withdraw(decisionId, await mint({}));
    expect(withdrawn.body).toMatchObject({
      status: 'withdrawn',
      given: { answeredBy: 'approver', withdrawnBy: 'another' },
    });
    expect((await desk.withdraw(decisionId)).body).toStrictEqual(withdrawn.body);
    expect(problemOf(await desk.present(decisionId))).toStrictEqual([409, 'approval-refused']);
  });

  it('is never given by who has a part in the request, nor by an agent', async () => {
    const mint = async (sub: string, roles: string[] = ['approver']): Promise<CallOptions> => ({
      token: await installation.mint('approver', { sub, roles }),
    });
    const delegation = { person: 'ann', actors: ['helper', 'demo-agent'], delegations: [UNKNOWN] };
    const { subject, ...rest } = paymentOf();
    const { decisionId } = await desk.escalate(
      {},
      {
        as: 'platform',
        body: { ...rest, subject: { ...(subject as object), properties: { delegation } } },
      },
    );
    for (const part of ['platform', 'demo-agent', 'ann', 'helper']) {
      const answers = [
        await desk.answer(decisionId, 'approve', await mint(part)),
        await desk.answer(decisionId, 'refuse', await mint(part)),
      ];
      expect(answers.map(problemOf)).toStrictEqual(
        Array.from({ length: 2 }, () => [403, 'approval-of-own-request']),
      );
    }
    const agent = await mint('another-agent', ['approver', 'agent']);
    expect(problemOf(await desk.answer(decisionId, 'approve', agent))).toStrictEqual([403, 'forbidden']);
    const acting = {
      token: await installation.mint('approver', { sub: 'bea', act: { sub: 'another-agent' } }),
    };
    expect(problemOf(await desk.answer(decisionId, 'approve', acting))).toStrictEqual([403, 'forbidden']);
    expect((await desk.answer(decisionId, 'approve', await mint('bea'))).status).toBe(200);
  });

  it('is not for an admin to give, who may read it', async () => {
    const { decisionId } = await desk.escalate();
    for (const as of ['admin', 'auditor', 'demo-agent', 'author']) {
      expect(problemOf(await desk.answer(decisionId, 'approve', { as }))).toStrictEqual([403, 'forbidden']);
      expect(problemOf(await desk.withdraw(decisionId, { as }))).toStrictEqual([403, 'forbidden']);
    }
    for (const [as, status] of [
      ['admin', 200],
      ['auditor', 200],
      ['approver', 200],
      ['demo-agent', 200],
      ['author', 404],
      ['platform', 404],
      [null, 401],
    ] as const) {
      expect([as, (await desk.get(decisionId, { as })).status]).toStrictEqual([as, status]);
    }
    for (const as of ['author', 'demo-agent']) {
      expect((await desk.call('GET', '/api/v1/approvals', { as })).status).toBe(403);
    }
  });

  it('of another tenant, of an unknown decision, or of one that was not escalated is not there', async () => {
    const { decisionId } = await desk.escalate();
    const allowed = await desk.call('POST', '/api/v1/decisions', {
      as: 'demo-agent',
      body: paymentOf({ amount: 1 }),
    });
    const foreign = { token: await installation.mint('approver', { tenant: 'other' }) };
    const cases: [string, CallOptions][] = [
      [decisionId, foreign],
      [UNKNOWN, {}],
      [(allowed.body as Decision).decisionId, {}],
    ];
    for (const [id, options] of cases) {
      for (const answer of [
        await desk.get(id, options),
        await desk.answer(id, 'approve', options),
        await desk.withdraw(id, options),
      ]) {
        expect(problemOf(answer)).toStrictEqual([404, 'not-found']);
      }
    }
    const list = await desk.call('GET', '/api/v1/approvals', foreign);
    expect(list.body).toStrictEqual({ items: [], nextCursor: null });
  });

  it('stands in a list, by status, newest first and page by page', async () => {
    const token = await installation.mint('demo-agent', { tenant: 'listed' });
    const tenant = { token: await installation.mint('approver', { tenant: 'listed' }) };
    const admin = { token: await installation.mint('admin', { tenant: 'listed' }) };
    await desk.call('POST', '/api/v1/policies?activate=true', { ...admin, body: POLICY });
    const ids: string[] = [];
    while (ids.length < 5) {
      const { body } = await desk.call('POST', '/api/v1/decisions', { token, body: paymentOf() });
      const { outcome, decisionId } = body as Decision;
      if (outcome === 'escalate') ids.push(decisionId);
    }
    const [used, approved, refused, , pending] = ids as [string, string, string, string, string];
    await desk.answer(used, 'approve', tenant);
    await desk.answer(approved, 'approve', tenant);
    await desk.answer(refused, 'refuse', tenant);
    await desk.present(used, {}, { token });
    const listed = async (query: string): Promise<ApprovalPage> =>
      (await desk.call('GET', `/api/v1/approvals?${query}`, tenant)).body as ApprovalPage;
    const idsOf = ({ items }: ApprovalPage): string[] => items.map(({ decisionId }) => decisionId);
    expect(idsOf(await listed(''))).toStrictEqual(ids.toReversed());
    for (const [status, expected] of [
      ['pending', ids.slice(3).reverse()],
      ['approved', [approved]],
      ['refused', [refused]],
      ['used', [used]],
      ['expired', []],
      ['withdrawn', []],
    ] as const) {
      const page = await listed(`status=${status}`);
      expect([status, idsOf(page)]).toStrictEqual([status, expected]);
      expect(page.items.every((item) => item.status === status)).toBe(true);
    }
    const first = await listed('status=pending&limit=1');
    expect([idsOf(first), first.nextCursor]).toStrictEqual([[pending], pending]);
    const second = await listed(`status=pending&limit=1&cursor=${pending}`);
    expect([idsOf(second), second.nextCursor]).toStrictEqual([[ids[3]], null]);
  });
});
