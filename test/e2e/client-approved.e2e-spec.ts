import { AcgsClient, type GuardOutcome } from '@acgs/client';
import type { ApprovalPage } from '@acgs/contracts';
import { ApprovalDesk } from '../support/approval-desk.js';
import { startGoverned } from '../support/governed.js';
import { until } from '../support/http-clients.js';
import type { Installation } from '../support/installation.js';

describe('a guarded function that a person has to approve', () => {
  let installation: Installation;
  let desk: ApprovalDesk;
  let agent: AcgsClient;

  beforeAll(async () => {
    installation = await startGoverned({}, ['api-gateway']);
    desk = new ApprovalDesk(installation, 'api-gateway');
    const clientSecret = installation.clients.find(({ id }) => id === 'demo-agent')?.secret ?? '';
    const credentials = { clientId: 'demo-agent', clientSecret };
    agent = new AcgsClient({ baseUrl: installation.url('api-gateway'), credentials });
  });

  afterAll(async () => {
    await installation.close();
  });

  const pay = (amount: number, ran: unknown[], outcomes: GuardOutcome[] = []): Promise<number> =>
    agent.guard(({ decisionId }) => ran.push(decisionId), {
      request: {
        action: { name: 'pay', properties: { amount } },
        resource: { type: 'document', id: 'doc-1', properties: { owner: 'demo-agent' } },
      },
      approvalTimeoutMilliseconds: 120_000,
      onOutcome: (outcome) => outcomes.push(outcome),
    });

  /** The one that waits for an answer, as soon as there is one. */
  const pending = async (): Promise<string> => {
    let found: string | undefined;
    await until(async () => {
      const { body } = await desk.call('GET', '/api/v1/approvals?status=pending', { as: 'approver' });
      found = (body as ApprovalPage).items[0]?.decisionId;
      return found !== undefined;
    });
    return found ?? '';
  };

  it('runs once when it is approved, on the decision that was made with the approval', async () => {
    const ran: unknown[] = [];
    const outcomes: GuardOutcome[] = [];
    const paid = pay(250, ran, outcomes);
    const approvalId = await pending();
    expect(ran).toStrictEqual([]);
    await desk.approve(approvalId);
    expect(await paid).toBe(1);
    const [outcome] = outcomes;
    expect(outcome).toMatchObject({ result: 'done', escalated: { decisionId: approvalId } });
    expect(ran).toStrictEqual([outcome?.decision?.decisionId]);
    expect(outcome?.decision?.approval).toMatchObject({ decisionId: approvalId, approvedBy: 'approver' });
  });

  it('does not run when it is refused', async () => {
    const ran: unknown[] = [];
    const [fault] = await Promise.all([
      pay(260, ran).catch((error: unknown) => error),
      pending().then((approvalId) => desk.answer(approvalId, 'refuse')),
    ]);
    expect(fault).toMatchObject({ name: 'DeniedError', decision: { outcome: 'escalate' } });
    expect(ran).toStrictEqual([]);
  });
});
