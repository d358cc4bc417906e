import type { ActiveRuleSet, Decision, EvolutionRun } from '@acgs/contracts';
import { StaleReads } from '@acgs/database';
import { DataSource } from 'typeorm';
import { candidateIdOf } from '../../apps/ec-service/src/runs/front-member.js';
import { RunsRepository } from '../../apps/ec-service/src/runs/runs.repository.js';
import { BADLY_SET, newRun, payments } from '../support/evolution-evidence.js';
import { activate, startGoverned } from '../support/governed.js';
import type { Answer, Installation } from '../support/installation.js';
import { failOnce, searchRun, until } from '../support/searched-run.js';

const RUNS = '/api/v1/evolution/runs';
const GOOD = [300, 300];
const CANDIDATE = `/candidates/${candidateIdOf(GOOD)}`;
/** Those of a run, once more as of another one. */
const COPIED = `policy_version, started_by, draft, parameters, sources, training_cases, held_out_cases, erased_cases,
  front, constitutional_hash`;

describe('what a run goes by', () => {
  let installation: Installation;
  let runId: string;
  let decisionId: string;

  beforeAll(async () => {
    installation = await startGoverned(
      { LOG_PERSONAL_FIELDS: '/resource/id', EVOLUTION_EVIDENCE_DAYS: '1' },
      ['ec-service'],
    );
    await activate(installation, BADLY_SET);
    await until(async () => (await active()) === 1);
    const { body } = await engine('POST', '/decisions', payments(1)[0], 'demo-agent');
    ({ decisionId } = body as Decision);
    runId = await begin();
    await searchRun(database(), [GOOD]);
  });

  afterAll(async () => {
    await installation.close();
  });

  const database = (): DataSource =>
    installation.service('ec-service').app.get(DataSource, { strict: false });

  const engine = (method: string, path: string, body?: unknown, as = 'admin'): Promise<Answer> =>
    installation.call('governance-engine', method, `/api/v1${path}`, {
      as,
      ...(body !== undefined && { body }),
    });

  const call = (method: string, path: string, body?: object, as = 'author'): Promise<Answer> =>
    installation.call('ec-service', method, `${RUNS}${path}`, { as, ...(body && { body }) });

  const run = async (): Promise<EvolutionRun> => (await call('GET', `/${runId}`)).body as EvolutionRun;

  const rows = <Row>(statement: string, values: unknown[] = [runId]): Promise<Row[]> =>
    database().query<Row[]>(statement, values);

  const active = async (): Promise<number | undefined> => {
    const { policies } = (await engine('GET', '/rule-sets/active')).body as ActiveRuleSet;
    return policies.find(({ document }) => document.id === BADLY_SET.id)?.version;
  };

  /** Its first case is a decision that was made. */
  async function begin(): Promise<string> {
    const { body } = await engine('GET', '/rule-sets/active');
    const size = { count: 60, budget: { population: 10, generations: 2 } };
    const { run: begun, cases } = newRun('default', size, body as ActiveRuleSet);
    const known = cases.map((one, place) => (place === 0 ? { ...one, id: decisionId } : one));
    await new RunsRepository(database(), new StaleReads(database())).insert(begun, known);
    return begun.id;
  }

  const requestsOf = (id: string): Promise<unknown[]> =>
    rows('SELECT place FROM ec_service.evidence_cases WHERE run_id = $1 AND erased', [id]);

  it('forgets what is erased of a decision, and scores by the rest', async () => {
    expect(await requestsOf(runId)).toStrictEqual([]);
    expect((await engine('POST', `/decisions/${decisionId}/erasure`)).status).toBe(200);
    expect(await requestsOf(runId)).toStrictEqual([{ place: 0 }]);
    expect((await run()).evidence).toMatchObject({ erased: 1 });
    expect((await call('GET', `/${runId}${CANDIDATE}/flips`)).status).toBe(200);
    expect((await call('POST', `/${runId}/replay`)).status).toBe(200);
    await searchRun(database(), [GOOD]);
    expect(
      await rows(`SELECT get_byte(outcomes, 0) AS gone, get_byte(outcomes, 1) < 3 AS scored
        FROM ec_service.candidates WHERE run_id = $1`),
    ).toStrictEqual([1, 2].map(() => ({ gone: 255, scored: true })));
  });

  it('has no request that was erased while it began', async () => {
    const id = await begin();
    expect(await requestsOf(id)).toStrictEqual([{ place: 0 }]);
    expect((await call('POST', `/${id}/cancellation`)).status).toBe(200);
  });

  it('stays that of its scores when a replay fails, and nothing is promoted', async () => {
    await activate(installation, { ...BADLY_SET, title: 'Another' });
    await until(async () => (await active()) === 2);
    const replay = await call('POST', `/${runId}/replay`);
    expect(replay.body).toMatchObject({ status: 'replaying', basedOn: 1 });
    await failOnce(database());
    expect(await run()).toMatchObject({
      status: 'completed',
      failure: 'It came no further.',
      basedOn: 1,
      outdated: true,
    });
    expect((await call('POST', `/${runId}${CANDIDATE}/promotion`, {}, 'approver')).body).toMatchObject({
      type: 'urn:acgs:problem:evolution-run-outdated',
    });
  });

  it('is not replayed beside a run that begins at the same time', async () => {
    const other = database().createQueryRunner();
    await other.startTransaction();
    const [begun] = (await other.query(
      `INSERT INTO ec_service.runs (tenant, id, policy_id, status, ${COPIED})
       SELECT tenant, gen_random_uuid(), policy_id, 'running', ${COPIED} FROM ec_service.runs WHERE id = $1
       RETURNING id`,
      [runId],
    )) as { id: string }[];
    const replay = call('POST', `/${runId}/replay`);
    const waiting = `SELECT FROM pg_locks WHERE NOT granted AND locktype = 'transactionid'`;
    await until(async () => (await rows(waiting, [])).length > 0);
    await other.commitTransaction();
    await other.release();
    const id = begun?.id ?? '';
    expect(await replay).toMatchObject({ status: 409, body: { runId: id } });
    await leavesNothing(id);
  });

  async function leavesNothing(id: string): Promise<void> {
    await rows(`UPDATE ec_service.runs SET attempts = 4, status = 'paused' WHERE id = $1`, [id]);
    await rows(
      `INSERT INTO ec_service.scores (tenant, run_id, genome, objectives, violation, constitutional_hash)
       VALUES ('default', $1, '1', '{}', 0, '')`,
      [id],
    );
    await call('POST', `/${id}/resume`);
    const attempts = await rows('SELECT attempts FROM ec_service.runs WHERE id = $1', [id]);
    expect(attempts).toStrictEqual([{ attempts: 0 }]);
    await call('POST', `/${id}/cancellation`);
    expect(await rows('SELECT FROM ec_service.scores WHERE run_id = $1', [id])).toStrictEqual([]);
  }

  it('is one of ten at the most that are under way', async () => {
    await rows(
      `INSERT INTO ec_service.runs (tenant, id, policy_id, status, ${COPIED})
       SELECT tenant, gen_random_uuid(), 'p' || n, 'paused', ${COPIED}
       FROM ec_service.runs, generate_series(1, 10) AS n WHERE id = $1`,
    );
    const evidence = { from: '2026-01-01T00:00:00Z', to: '2026-01-02T00:00:00Z' };
    expect(await call('POST', '', { policy: BADLY_SET.id, evidence })).toMatchObject({
      status: 409,
      body: { detail: expect.stringContaining('10 runs') as string },
    });
  });

  it('goes some days after its end; what it has found stays', async () => {
    const runs = installation.service('ec-service').app.get(RunsRepository, { strict: false });
    await runs.dropEvidence(1);
    expect((await call('GET', `/${runId}${CANDIDATE}/flips`)).status).toBe(200);
    await rows(`UPDATE ec_service.runs SET finished_at = now() - interval '25 hours' WHERE id = $1`);
    await runs.dropEvidence(1);
    for (const answer of [
      await call('GET', `/${runId}${CANDIDATE}/flips`),
      await call('POST', `/${runId}/replay`),
    ]) {
      expect(answer).toMatchObject({ status: 410, body: { type: 'urn:acgs:problem:erased' } });
    }
    expect((await call('GET', `/${runId}${CANDIDATE}`)).status).toBe(200);
    expect((await call('GET', `/${runId}/report`)).status).toBe(200);
  });
});
