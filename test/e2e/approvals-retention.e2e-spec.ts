import { CONSTITUTIONAL_HASH } from '@acgs/constitutional-hash';
import { Client } from 'pg';
import { DecisionPartitions } from '../../apps/governance-engine/src/decisions/decision-partitions.js';
import { ApprovalDesk, problemOf } from '../support/approval-desk.js';
import { startGoverned } from '../support/governed.js';
import type { Installation } from '../support/installation.js';

const DAY = 24 * 60 * 60 * 1000;
const RETENTION_DAYS = 30;
const STATUSES = ['pending', 'approved', 'refused', 'withdrawn', 'used', 'expired'];

describe('approvals and the retention of decisions', () => {
  let installation: Installation;
  let database: Client;
  let desk: ApprovalDesk;

  beforeEach(async () => {
    installation = await startGoverned({
      DECISION_RETENTION_DAYS: String(RETENTION_DAYS),
      LOG_LEVEL: 'fatal',
    });
    database = new Client({ connectionString: installation.database.url });
    await database.connect();
    desk = new ApprovalDesk(installation);
  });

  afterEach(async () => {
    await database.end();
    await installation.close();
  });

  const maintain = (inDays: number, now = Date.now()): Promise<void> =>
    installation
      .service('governance-engine')
      .app.get(DecisionPartitions, { strict: false })
      .maintain(new Date(now + inDays * DAY));

  async function kept(): Promise<string[]> {
    const { rows } = await database.query<{ decision_id: string }>(
      'SELECT decision_id FROM governance_engine.approvals ORDER BY 1',
    );
    return rows.map(({ decision_id }) => decision_id);
  }

  async function listed(): Promise<string[]> {
    const answers = await Promise.all(
      STATUSES.map((status) => desk.call('GET', `/api/v1/approvals?status=${status}`, { as: 'approver' })),
    );
    return answers.flatMap(({ body }) =>
      (body as { items: { decisionId: string }[] }).items.map(({ decisionId }) => decisionId),
    );
  }

  /** The same decision and its answer, of so many days later. */
  async function repeatedIn(days: number, decisionId: string): Promise<string> {
    const time = (Date.now() + days * DAY).toString(16).padStart(12, '0');
    const later = `${time.slice(0, 8)}-${time.slice(8)}${decisionId.slice(13)}`;
    const { rows } = await database.query<{ name: string }>(
      `SELECT column_name AS name FROM information_schema.columns WHERE table_schema = 'governance_engine'
       AND table_name = 'decisions' AND is_generated = 'NEVER' AND column_name NOT IN ('decision_id', 'decision')`,
    );
    const columns = rows.map(({ name }) => name).join();
    await database.query(
      `INSERT INTO governance_engine.decisions (decision_id, decision, ${columns})
       SELECT $2::uuid, replace(decision::text, $1::text, $2::text)::json, ${columns} FROM governance_engine.decisions WHERE decision_id = $1::uuid`,
      [decisionId, later],
    );
    await database.query(
      `INSERT INTO governance_engine.approvals
         (tenant, decision_id, requested_by, answer, answered_by, answered_at, constitutional_hash)
       SELECT tenant, $1, requested_by, 'refuse', 'approver', now(), $2
       FROM governance_engine.decisions WHERE decision_id = $1`,
      [later, CONSTITUTIONAL_HASH],
    );
    return later;
  }

  it('go with the decisions that they answer, whatever became of them, and no day sooner', async () => {
    const before = Date.now();
    const [pending, approved, refused, withdrawn, used] = await Promise.all(
      [1, 2, 3, 4, 5].map((n) => desk.escalate({ resource: `doc-${String(n)}` })),
    );
    for (const { decisionId } of [approved!, withdrawn!, used!]) await desk.approve(decisionId);
    await desk.answer(refused!.decisionId, 'refuse', {}, 'a note that somebody wrote');
    await desk.withdraw(withdrawn!.decisionId);
    expect((await desk.present(used!.decisionId, { resource: 'doc-5' })).status).toBe(200);
    const later = await repeatedIn(3, refused!.decisionId);
    const all = [approved, refused, withdrawn, used].map((each) => each!.decisionId);
    expect(await kept()).toStrictEqual([...all.toSorted(), later]);

    await database.query('DELETE FROM acgs.outbox');
    await maintain(RETENTION_DAYS, before);
    expect(await kept()).toHaveLength(all.length + 1);
    await maintain(RETENTION_DAYS + 1);
    expect(await kept()).toStrictEqual([later]);
    expect(await listed()).toStrictEqual([later]);

    await maintain(0);
    for (const decisionId of [pending!.decisionId, ...all]) {
      expect(problemOf(await desk.get(decisionId))).toStrictEqual([404, 'not-found']);
      expect(problemOf(await desk.answer(decisionId, 'approve'))).toStrictEqual([404, 'not-found']);
    }
    expect(problemOf(await desk.present(approved!.decisionId, { resource: 'doc-2' }))).toStrictEqual([
      422,
      'approval-mismatch',
    ]);
  });

  it('are kept with decisions that wait for the log still, as labels are', async () => {
    const { decisionId } = await desk.escalate();
    await desk.approve(decisionId);
    const label = { body: { outcome: 'deny', reason: 'A person was needed.' }, as: 'approver' };
    await desk.call('POST', `/api/v1/decisions/${decisionId}/labels`, label);
    const labelled = async (): Promise<number> =>
      (await database.query('SELECT FROM governance_engine.labels')).rows.length;
    await maintain(RETENTION_DAYS + 10);
    expect([await kept(), await labelled()]).toStrictEqual([[decisionId], 1]);
    expect(await desk.get(decisionId)).toMatchObject({ status: 200, body: { status: 'approved' } });
    await database.query('DELETE FROM acgs.outbox');
    await maintain(RETENTION_DAYS + 10);
    expect([await kept(), await labelled()]).toStrictEqual([[], 0]);
    const { status, body } = await desk.call('GET', '/api/v1/labels', { as: 'approver' });
    expect([status, body]).toStrictEqual([200, { items: [], nextCursor: null }]);
  });
});
