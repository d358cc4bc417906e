import type { Approval, Decision, EvidenceBundle } from '@acgs/contracts';
import { parseVerifierKey } from '@acgs/merkle';
import { verifyBundle } from '@acgs/verify';
import { Client } from 'pg';
import { ApprovalDesk, paymentOf, problemOf } from '../support/approval-desk.js';
import { startGoverned } from '../support/governed.js';
import type { Installation } from '../support/installation.js';
import { LogReader } from '../support/log-reader.js';
import { faultsOfTree } from '../support/tree-faults.js';

describe('approvals in the log', () => {
  let installation: Installation;
  let desk: ApprovalDesk;
  let log: LogReader;

  beforeAll(async () => {
    installation = await startGoverned({ LOG_PERSONAL_FIELDS: '/resource/id' }, ['integrity-service']);
    desk = new ApprovalDesk(installation);
    log = new LogReader(installation);
  });

  afterAll(async () => {
    await installation.close();
  });

  const decided = async (): Promise<{ readonly escalated: string; readonly decision: Decision }> => {
    const { decisionId: escalated } = await desk.escalate();
    await desk.answer(escalated, 'approve', {}, 'A note on Ann.');
    return { escalated, decision: (await desk.present(escalated)).body as Decision };
  };

  const evidenceOf = async (decisionId: string): Promise<EvidenceBundle> => {
    await log.receipt(decisionId);
    const { status, body } = await desk.call('GET', `/api/v1/decisions/${decisionId}/evidence`);
    expect(status).toBe(200);
    return body as EvidenceBundle;
  };

  const verified = async (bundle: EvidenceBundle): Promise<[string, string[]]> => {
    const keys = (await log.keys()).keys.map(({ verifierKey }) => parseVerifierKey(verifierKey));
    const { faults, replay } = verifyBundle(bundle, { keys, witnesses: [], seen: [] });
    return [replay.result, faults.map(({ path }) => path)];
  };

  it('are entries, of answers and withdrawals, without request and note', async () => {
    const { decisionId } = await desk.escalate();
    const { given } = (await desk.answer(decisionId, 'approve', {}, 'A note.')).body as Approval;
    await desk.withdraw(decisionId);
    const answer = await log.proven(await log.receipt(`approval:${decisionId}`));
    expect([answer.kind, answer.body]).toStrictEqual([
      'approval',
      {
        decisionId,
        requestedBy: 'demo-agent',
        answer: 'approve',
        answeredBy: 'approver',
        answeredAt: given?.answeredAt,
        expiresAt: given?.expiresAt,
      },
    ]);
    const withdrawal = await log.proven(await log.receipt(`approval:${decisionId}:withdrawn`));
    expect(withdrawal.body).toMatchObject({ decisionId, withdrawnBy: 'approver' });
  });

  it('tell who has withdrawn the approval of another', async () => {
    const { decisionId } = await desk.escalate();
    await desk.approve(decisionId);
    await desk.withdraw(decisionId, { token: await installation.mint('approver', { sub: 'another' }) });
    const withdrawal = await log.proven(await log.receipt(`approval:${decisionId}:withdrawn`));
    expect(withdrawal.body).toMatchObject({ decisionId, withdrawnBy: 'another' });
  });

  it('are evidence: the decision is made again offline, and nothing in it can be replaced', async () => {
    const [one, other] = [await decided(), await decided()];
    const [bundle, another] = [
      await evidenceOf(one.decision.decisionId),
      await evidenceOf(other.decision.decisionId),
    ];
    expect(await verified(bundle)).toStrictEqual(['reproduced', []]);
    const { approval, ...without } = bundle;
    expect((await verified(without))[1]).toStrictEqual(['approval']);
    const [mine, theirs] = [approval!, another.approval!];
    expect((await verified({ ...bundle, approval: { ...mine, receipt: theirs.receipt } }))[1]).toContain(
      'approval.receipt.entry',
    );
    expect((await verified({ ...bundle, approval: { ...mine, escalated: theirs.escalated } }))[1]).toContain(
      'approval.escalated.entry',
    );
    const plain = await evidenceOf((await log.decide()).decisionId);
    expect((await verified({ ...plain, approval: mine }))[1]).toStrictEqual(['approval']);
  });

  it('go on proving after an erasure, which ends the approval and takes the note', async () => {
    const { escalated, decision } = await decided();
    const unused = (await desk.escalate()).decisionId;
    await desk.answer(unused, 'approve', {}, 'A note on Ann.');
    for (const id of [escalated, unused]) {
      await log.receipt(id);
      expect((await desk.call('POST', `/api/v1/decisions/${id}/erasure`)).status).toBe(200);
      await log.receipt(`erasure:${id}`);
      expect(((await desk.get(id)).body as Approval).given?.note).toBeNull();
    }
    expect(problemOf(await desk.present(unused))).toStrictEqual([422, 'approval-mismatch']);
    expect(await verified(await evidenceOf(decision.decisionId))).toStrictEqual(['reproduced', []]);
    const explained = await desk.call('GET', `/api/v1/decisions/${decision.decisionId}/explanation`);
    expect(explained.status).toBe(200);
  });

  it('are held against the answers by the monitor', async () => {
    const { escalated } = await decided();
    await log.receipt((await log.decide()).decisionId);
    expect(await faultsOfTree(installation)).toStrictEqual([]);
    const database = new Client({ connectionString: installation.database.url });
    await database.connect();
    await database.query(`BEGIN; SET LOCAL session_replication_role = replica;
      UPDATE governance_engine.approvals SET answered_by = 'somebody' WHERE decision_id = '${escalated}'; COMMIT`);
    const { leafIndex } = await log.receipt(`approval:${escalated}`);
    expect(await faultsOfTree(installation)).toStrictEqual([
      `the answer of leaf ${String(leafIndex)} was changed`,
    ]);
    await database.query('DELETE FROM governance_engine.approvals WHERE decision_id = $1', [escalated]);
    expect(await faultsOfTree(installation)).toStrictEqual([
      `the answer of leaf ${String(leafIndex)} is missing`,
    ]);
    await database.end();
  });

  it('are needed by nobody else: a decision without one says nothing of it', async () => {
    const { body } = await desk.call('POST', '/api/v1/decisions', {
      as: 'demo-agent',
      body: paymentOf({ amount: 1 }),
    });
    expect(body).not.toHaveProperty('approval');
    expect(await evidenceOf((body as Decision).decisionId)).not.toHaveProperty('approval');
  });
});
