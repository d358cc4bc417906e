import type { Freeze, FreezePage, FreezeScope } from '@acgs/contracts';
import { setTimeout as pause } from 'node:timers/promises';
import { Client } from 'pg';
import { problemOf } from '../support/approval-desk.js';
import { Freezer } from '../support/freezer.js';
import { evaluationRequest, startGoverned } from '../support/governed.js';
import type { Answer, Installation } from '../support/installation.js';
import { LogReader } from '../support/log-reader.js';
import { ServiceInstance } from '../support/service-instance.js';
import { faultsOfTree } from '../support/tree-faults.js';

const EVERYTHING: FreezeScope = { everything: true };
const UNKNOWN = '00000000-0000-7000-8000-000000000000';
const REASON = { reason: 'Repaired' };

describe('freezes, with two engines on one database', () => {
  let installation: Installation;
  let freezer: Freezer;
  let second: ServiceInstance;
  let database: Client;

  beforeAll(async () => {
    installation = await startGoverned({}, ['integrity-service']);
    freezer = new Freezer(installation);
    second = await ServiceInstance.start(installation, 'governance-engine');
    database = new Client({ connectionString: installation.database.url });
    await database.connect();
  });

  afterAll(async () => {
    await database.end();
    await second.close();
    await installation.close();
  });

  const codeAt = async (engine: ServiceInstance): Promise<string> => {
    const Authorization = `Bearer ${await installation.token('demo-agent')}`;
    const { body } = await engine.call('POST', '/decisions', evaluationRequest(), { Authorization });
    return (body as { reasons: { code: string }[] }).reasons[0]?.code ?? '';
  };

  const eventually = async (engine: ServiceInstance, code: string): Promise<void> => {
    while ((await codeAt(engine)) !== code) await pause(20);
  };

  it('bind every process by the time that the answer tells', async () => {
    const { freezeId, bindsEveryProcessBy } = await freezer.place(EVERYTHING);
    const ahead = Date.parse(bindsEveryProcessBy) - Date.now();
    expect(ahead).toBeLessThanOrEqual(2000);
    await pause(Math.max(0, ahead));
    const codes = [await codeAt(second), (await freezer.decide()).reasons[0]?.code];
    expect(codes).toStrictEqual(['frozen', 'frozen']);
    await freezer.thaw(freezeId);
    await eventually(second, 'matched');
  });

  it('are found by the counter where the notice never came, and lifted so', async () => {
    const unheard = (statement: string): Promise<unknown> =>
      database.query(
        `BEGIN; ${statement}; UPDATE acgs.rule_versions SET version = version + 1 WHERE name = 'freezes'; COMMIT`,
      );
    await unheard(`INSERT INTO governance_engine.freezes
      (tenant, freeze_id, everything, reason, placed_by, constitutional_hash)
      VALUES ('default', '${UNKNOWN}', true, 'Unheard', 'test', 'test')`);
    const [decision] = await Promise.all([freezer.decided(true), eventually(second, 'frozen')]);
    expect(decision.reasons).toMatchObject([{ freezeId: UNKNOWN }]);
    await unheard(`UPDATE governance_engine.freezes SET lifted_by = 'test', lifted_at = now(), lift_reason = 'Heard'
      WHERE freeze_id = '${UNKNOWN}'`);
    await Promise.all([eventually(second, 'matched'), freezer.decided(false)]);
  });

  it('outlast the engine', async () => {
    const { freezeId } = await freezer.place({ action: 'read' });
    const third = await ServiceInstance.start(installation, 'governance-engine');
    await eventually(third, 'frozen');
    expect(await codeAt(third)).toBe('frozen');
    await freezer.lift(freezeId);
    await eventually(third, 'matched');
    await third.close();
    await eventually(second, 'matched');
  });

  it('end when they expire, with nobody telling', async () => {
    const expiresAt = new Date(Date.now() + 2500).toISOString();
    const { freezeId } = await freezer.place(EVERYTHING, { expiresAt });
    await freezer.decided(true);
    const { decidedAt } = await freezer.decided(false);
    expect(decidedAt >= expiresAt).toBe(true);
    await eventually(second, 'matched');
    expect(await freezer.one(freezeId)).toMatchObject({ status: 'expired', expiresAt, liftedAt: null });
    expect(problemOf(await freezer.lift(freezeId))).toStrictEqual([409, 'freeze-over']);
  });

  it('are lifted once, with a reason, and stand in the list as what they are', async () => {
    const lists = async (query: string): Promise<Freeze[]> => {
      const { body } = await freezer.call('GET', query);
      return (body as FreezePage).items;
    };
    const subject = { type: 'agent', id: 'listed' };
    const [one, two] = [
      await freezer.place({ subject }),
      await freezer.place({ subject }, {}, { as: 'author' }),
    ];
    const both = await Promise.all([
      freezer.lift(one.freezeId),
      freezer.lift(one.freezeId, { as: 'approver' }),
    ]);
    expect(both.map(({ status }) => status).sort()).toStrictEqual([200, 409]);
    const lifted = await freezer.one(one.freezeId);
    expect(both.find(({ status }) => status === 200)?.body).toStrictEqual(lifted);
    expect(lifted).toMatchObject({
      status: 'lifted',
      liftReason: 'Repaired',
      liftedAt: expect.any(String) as string,
    });
    expect(problemOf(await freezer.lift(one.freezeId))).toStrictEqual([409, 'freeze-over']);
    const named = '?subject=listed&limit=1';
    const page = (await freezer.call('GET', named)).body as FreezePage;
    const next = await lists(`${named}&cursor=${page.nextCursor ?? ''}`);
    expect([...page.items, ...next]).toStrictEqual([await freezer.one(two.freezeId), lifted]);
    expect(await lists('?subject=listed&status=in-force')).toMatchObject([
      { freezeId: two.freezeId, placedBy: 'author' },
    ]);
    expect(await lists('?subject=listed&status=lifted')).toStrictEqual([lifted]);
    expect(await lists('?subject=listed&status=expired')).toStrictEqual([]);
    await freezer.lift(two.freezeId);
  });

  it.each<[string, object]>([
    ['no scope', REASON],
    ['an empty scope', { ...REASON, scope: {} }],
    ['two scopes', { ...REASON, scope: { action: 'read', everything: true } }],
    ['everything that is not', { ...REASON, scope: { everything: false } }],
    ['an unknown scope', { ...REASON, scope: { resource: 'ledger' } }],
    ['a subject without type', { ...REASON, scope: { subject: { id: 'a' } } }],
    ['a glob that is too long', { ...REASON, scope: { action: 'a'.repeat(257) } }],
    ['a glob with too many stars', { ...REASON, scope: { action: 'a*'.repeat(9) } }],
    ['an unknown field', { ...REASON, scope: EVERYTHING, until: 'now' }],
    ['no reason', { scope: EVERYTHING }],
    ['a blank reason', { scope: EVERYTHING, reason: ' ' }],
    ['an expiry that is past', { ...REASON, scope: EVERYTHING, expiresAt: '2026-01-01T00:00:00Z' }],
  ])('are not placed with %s', async (_what, body) => {
    expect(problemOf(await freezer.call('POST', '', { body }))).toStrictEqual([400, 'validation-failed']);
  });

  it('are lifted by nobody who may not, no agent, and nobody who is frozen', async () => {
    const { freezeId } = await freezer.place({ subject: { type: 'user', id: 'approver' } });
    const problems = async (answers: readonly Promise<Answer>[]): Promise<unknown[]> =>
      (await Promise.all(answers)).map(problemOf);
    const agent = await installation.mint('demo-agent', { permissions: ['freezes:lift'] });
    expect(
      await problems([
        freezer.lift(freezeId, { as: 'author' }),
        freezer.lift(freezeId, { token: agent }),
        freezer.lift(freezeId, { as: 'approver' }),
        freezer.lift(freezeId, { body: {} }),
        freezer.lift(UNKNOWN.replace('7', '8')),
        freezer.call('GET', `/${UNKNOWN.replace('7', '8')}`),
        freezer.call('GET', '/none'),
        freezer.call('POST', '', { as: 'auditor', body: { ...REASON, scope: EVERYTHING } }),
        freezer.call('GET', '', { as: 'demo-agent' }),
      ]),
    ).toStrictEqual([
      [403, 'forbidden'],
      [403, 'forbidden'],
      [403, 'lift-of-own-freeze'],
      [400, 'validation-failed'],
      [404, 'not-found'],
      [404, 'not-found'],
      [400, 'validation-failed'],
      [403, 'forbidden'],
      [403, 'forbidden'],
    ]);
    expect((await freezer.lift(freezeId)).status).toBe(200);
  });

  it('are changed by nobody, and the monitor sees it where somebody does', async () => {
    const { freezeId } = await freezer.place({ subject: { type: 'agent', id: 'kept' } });
    const where = `WHERE freeze_id = '${freezeId}'`;
    const [change, removal] = [
      `UPDATE governance_engine.freezes SET subject_id = 'x' ${where}`,
      `DELETE FROM governance_engine.freezes ${where}`,
    ];
    for (const statement of [change, removal])
      await expect(database.query(statement)).rejects.toThrow('never changed');
    await freezer.lift(freezeId);
    const { leafIndex } = await new LogReader(installation).receipt(`freeze:${freezeId}:lifted`);
    expect(await faultsOfTree(installation)).toStrictEqual([]);
    await database.query(`BEGIN; SET LOCAL session_replication_role = replica; ${change}; COMMIT`);
    expect(await faultsOfTree(installation)).toContain(`the freeze of leaf ${String(leafIndex)} was changed`);
  });
});
