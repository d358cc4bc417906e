import type { Approval, Decision } from '@acgs/contracts';
import { setTimeout as pause } from 'node:timers/promises';
import { Client } from 'pg';
import { ApprovalDesk, paymentOf, problemOf } from '../support/approval-desk.js';
import { activate, POLICY, startGoverned } from '../support/governed.js';
import type { Answer, Installation } from '../support/installation.js';
import { ServiceInstance } from '../support/service-instance.js';

/** Past the triggers that keep answers as they were given. */
const UNGUARDED = `SET LOCAL session_replication_role = replica`;

describe('an approval, with two engines on one database', () => {
  let installation: Installation;
  let desk: ApprovalDesk;
  let second: ServiceInstance;
  let database: Client;
  let watcher: Client;

  beforeAll(async () => {
    installation = await startGoverned({ RULES_FRESHNESS_MS: '60000' });
    desk = new ApprovalDesk(installation);
    second = await ServiceInstance.start(installation, 'governance-engine');
    database = new Client({ connectionString: installation.database.url });
    watcher = new Client({ connectionString: installation.database.url });
    await Promise.all([database.connect(), watcher.connect()]);
  });

  afterAll(async () => {
    await second.close();
    await Promise.all([database.end(), watcher.end()]);
    await installation.close();
  });

  const presentAtSecond = async (
    decisionId: string,
    headers: Record<string, string> = {},
  ): Promise<Answer> => {
    const Authorization = `Bearer ${await installation.token('demo-agent')}`;
    return second.call('POST', '/decisions', paymentOf(), {
      Authorization,
      Approval: decisionId,
      ...headers,
    });
  };

  const approved = async (): Promise<string> => {
    const { decisionId } = await desk.escalate();
    await desk.approve(decisionId);
    return decisionId;
  };

  const found = async (decisionId: string): Promise<Approval> =>
    (await desk.get(decisionId)).body as Approval;

  const madeWith = async (decisionId: string): Promise<string[]> => {
    const { rows } = await database.query<{ id: string }>(
      `SELECT decision_id AS id FROM governance_engine.decisions WHERE decision->'approval'->>'decisionId' = $1`,
      [decisionId],
    );
    return rows.map(({ id }) => id);
  };

  it('is used by one of a hundred requests, and the others are told', async () => {
    const decisionId = await approved();
    const answers = await Promise.all(
      Array.from({ length: 100 }, (_, n) =>
        n % 2 === 0 ? desk.present(decisionId) : presentAtSecond(decisionId),
      ),
    );
    const allowed = answers.filter(({ status }) => status === 200);
    expect(allowed.map(({ body }) => (body as Decision).outcome)).toStrictEqual(['allow']);
    const others = answers.filter(({ status }) => status !== 200).map(problemOf);
    expect(others).toStrictEqual(Array.from({ length: 99 }, () => [409, 'approval-used']));
    const made = await madeWith(decisionId);
    expect([made, (await found(decisionId)).usedBy]).toStrictEqual([made.slice(0, 1), made[0]]);
  });

  it('gives the same decision to the same key, however often and wherever it is presented', async () => {
    const decisionId = await approved();
    const headers = { 'Idempotency-Key': `key-${decisionId}` };
    const answers = await Promise.all(
      Array.from({ length: 20 }, (_, n) =>
        n % 2 === 0 ? desk.present(decisionId, {}, { headers }) : presentAtSecond(decisionId, headers),
      ),
    );
    answers.push(await desk.present(decisionId, {}, { headers }));
    expect(new Set(answers.map(({ status }) => status))).toStrictEqual(new Set([200]));
    for (const { body } of answers) expect(body).toStrictEqual(answers[0]?.body);
    expect(await madeWith(decisionId)).toHaveLength(1);
    const reused = [422, 'idempotency-key-reused'];
    expect(problemOf(await desk.present(decisionId, { amount: 300 }, { headers }))).toStrictEqual(reused);
    const without = { as: 'demo-agent', body: paymentOf(), headers };
    expect(problemOf(await desk.call('POST', '/api/v1/decisions', without))).toStrictEqual(reused);
  });

  it('is not used up, and its key not taken, when the decision is not recorded', async () => {
    const decisionId = await approved();
    const headers = { 'Idempotency-Key': `key-${decisionId}` };
    await database.query('BEGIN; LOCK TABLE governance_engine.decisions IN SHARE MODE');
    const answer = desk.present(decisionId, {}, { headers });
    const waiting = `SELECT pid FROM pg_stat_activity WHERE datname = current_database()
      AND wait_event_type = 'Lock' AND query LIKE 'INSERT INTO governance_engine.decisions%'`;
    let killed = 0;
    while (killed === 0) {
      const { rowCount } = await watcher.query(
        `SELECT pg_terminate_backend(pid) FROM (${waiting}) AS waiting`,
      );
      killed = rowCount ?? 0;
      if (killed === 0) await pause(5);
    }
    expect(problemOf(await answer)).toStrictEqual([503, 'decision-not-recorded']);
    await database.query('COMMIT');
    expect(await found(decisionId)).toMatchObject({ status: 'approved', usedBy: null });
    expect(await madeWith(decisionId)).toStrictEqual([]);
    const again = await desk.present(decisionId, {}, { headers });
    expect(again.body).toMatchObject({ outcome: 'allow' });
    expect(await madeWith(decisionId)).toStrictEqual([(again.body as Decision).decisionId]);
  });

  it('is over in its time, answered or not', async () => {
    const [given, pending] = [await approved(), (await desk.escalate()).decisionId];
    await database.query(`BEGIN; ${UNGUARDED};
      UPDATE governance_engine.approvals SET expires_at = now() WHERE decision_id = '${given}';
      UPDATE governance_engine.decisions
      SET decision = jsonb_set(decision::jsonb, '{decidedAt}', '"2026-01-01T00:00:00.000Z"')::json
      WHERE decision_id = '${pending}'; COMMIT`);
    for (const id of [given, pending]) {
      expect((await found(id)).status).toBe('expired');
      expect(problemOf(await desk.present(id))).toStrictEqual([409, 'approval-expired']);
    }
    expect(problemOf(await desk.answer(pending, 'approve'))).toStrictEqual([409, 'approval-expired']);
  });

  it('is kept by the database as it was given, and never given by the requester', async () => {
    const decisionId = await approved();
    for (const change of [`answer = 'refuse', expires_at = NULL`, `answered_by = 'x'`, `note = 'x'`]) {
      const statement = `UPDATE governance_engine.approvals SET ${change} WHERE decision_id = $1`;
      await expect(database.query(statement, [decisionId])).rejects.toThrow('an answer is given once');
    }
    await expect(
      database.query(`INSERT INTO governance_engine.approvals
        (tenant, decision_id, requested_by, answer, answered_by, answered_at, constitutional_hash)
        VALUES ('default', gen_random_uuid(), 'a', 'refuse', 'a', now(), '')`),
    ).rejects.toThrow('approvals_of_another');
  });

  it('is waited for by many, at another engine than the one that is answered', async () => {
    const { decisionId } = await desk.escalate();
    const Authorization = `Bearer ${await installation.token('demo-agent')}`;
    const waits = Array.from({ length: 20 }, () =>
      second.call('GET', `/approvals/${decisionId}?wait=30`, undefined, { Authorization }),
    );
    await desk.approve(decisionId);
    const statuses = (await Promise.all(waits)).map(({ body }) => (body as Approval).status);
    expect(new Set(statuses)).toStrictEqual(new Set(['approved']));
    const { decisionId: unanswered } = await desk.escalate();
    expect((await desk.get(`${unanswered}?wait=1`)).body).toMatchObject({ status: 'pending' });
  });

  it('ends with the rules that escalated: a new forbid is not overruled', async () => {
    const [given, pending] = [await approved(), (await desk.escalate()).decisionId];
    const forbid = {
      id: 'stop',
      title: 'No payments',
      scope: { actions: ['pay'] },
      effect: 'forbid',
      message: '-',
    };
    await activate(installation, { ...POLICY, rules: [...POLICY.rules, forbid] });
    let answer = await desk.call('POST', '/api/v1/decisions', { as: 'demo-agent', body: paymentOf() });
    while ((answer.body as Decision).outcome !== 'deny')
      answer = await desk.call('POST', '/api/v1/decisions', { as: 'demo-agent', body: paymentOf() });
    expect(problemOf(await desk.present(given))).toStrictEqual([409, 'approval-outdated']);
    expect(problemOf(await desk.answer(pending, 'approve'))).toStrictEqual([409, 'approval-outdated']);
    expect((await desk.answer(pending, 'refuse')).status).toBe(200);
    expect((await found(given)).status).toBe('approved');
  });
});
