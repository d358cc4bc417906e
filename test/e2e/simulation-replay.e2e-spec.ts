import { CONSTITUTIONAL_HASH } from '@acgs/constitutional-hash';
import {
  newUuidV7,
  type Pins,
  type Simulation,
  type SimulationFlip,
  type UploadedCase,
} from '@acgs/contracts';
import { StaleReads } from '@acgs/database';
import type { DataSource } from 'typeorm';
import type { DecisionPartitions } from '../../apps/governance-engine/src/decisions/decision-partitions.js';
import { LiveDecisions } from '../../apps/governance-engine/src/decisions/live-decisions.js';
import { noCounts } from '../../apps/governance-engine/src/simulations/replay/replay-counts.js';
import { Replay } from '../../apps/governance-engine/src/simulations/replay/replay.js';
import { ReplayPace } from '../../apps/governance-engine/src/simulations/replay/replay-pace.js';
import { ReplayStore } from '../../apps/governance-engine/src/simulations/replay/replay-store.js';
import { SimulationJobsRepository } from '../../apps/governance-engine/src/simulations/simulation-jobs.repository.js';
import { SimulationFlipsRepository } from '../../apps/governance-engine/src/simulations/simulation-flips.repository.js';
import { SimulationRetention } from '../../apps/governance-engine/src/simulations/simulation-retention.js';
import { SimulationsRepository } from '../../apps/governance-engine/src/simulations/simulations.repository.js';
import { openDataSource } from '../../libs/database/src/data-source.js';
import { recordOutcome } from '../support/recorded-outcome.js';
import { requestOf } from '../support/simulated.js';
import { decisionPartitions } from '../support/decision-partitions.js';
import { createTestDatabase, type TestDatabase } from '../support/test-database.js';

const HOUR = 60 * 60 * 1000;
const DAY = 24 * HOUR;
const TENANT = 'default';
const PINS: Pins = {
  constitutionVersion: null,
  constitutionDigest: null,
  policySetDigest: '',
  engineVersion: '',
  constitutionalHash: CONSTITUTIONAL_HASH,
};
const QUERY = { limit: 100 };

/** Without threads, page by page. */
describe('the replay of a simulation', () => {
  let database: TestDatabase;
  let source: DataSource;
  let partitions: DecisionPartitions;
  let simulations: SimulationsRepository;
  let flips: SimulationFlipsRepository;
  let jobs: SimulationJobsRepository;

  beforeAll(async () => {
    database = await createTestDatabase();
    source = await openDataSource({ url: database.url, poolSize: 2, applicationName: 'test' });
    partitions = decisionPartitions(source);
    await partitions.onModuleInit();
    simulations = new SimulationsRepository(source, new StaleReads(source));
    flips = new SimulationFlipsRepository(source, new StaleReads(source));
    jobs = new SimulationJobsRepository(source);
  });

  afterEach(async () => {
    await source.query('DELETE FROM governance_engine.simulations');
    await source.query('DELETE FROM governance_engine.simulation_flips');
  });

  afterAll(async () => {
    await partitions.onModuleDestroy();
    await source.destroy();
    await database.drop();
  });

  async function insert(
    evidence: Simulation['evidence'],
    cases: UploadedCase[] = [],
    tenant = TENANT,
  ): Promise<string> {
    const summary = { policies: [], withoutPolicies: [], constitutionDigest: null };
    const sources = { constitution: null, policies: [] };
    const wanted = { title: '', createdBy: 'x', evidence, summary, base: PINS, pins: PINS, sources, cases };
    const simulation = await simulations.insert(tenant, wanted, 1);
    return simulation?.simulationId ?? '';
  }

  const recorded = (): Simulation['evidence'] => ({
    source: 'recorded',
    follow: false,
    from: new Date(Date.now() - 2 * DAY).toISOString(),
    to: new Date().toISOString(),
  });

  async function withStore<Result>(
    settings: { sliceMilliseconds: number; flipsMax: number },
    work: (replay: Replay, store: ReplayStore) => Promise<Result>,
  ): Promise<Result> {
    const job = await jobs.claim();
    if (job === null) throw new Error('nothing is due');
    const { memory } = new LiveDecisions();
    const place = {
      databaseUrl: database.url,
      replica: null,
      liveDecisions: memory,
      horizonMilliseconds: 1000,
    };
    const assignment = { ...job, ...settings, ...place };
    const store = new ReplayStore(assignment);
    await store.open();
    try {
      return await work(new Replay(assignment, store, new ReplayPace(memory), () => false), store);
    } finally {
      await store.close();
    }
  }

  /** Of what nothing fits, for an hour. */
  async function insertSparse(): Promise<string> {
    await recordOutcome(source, 'sparse', 'deny', 'no-permit', Date.now() - HOUR);
    return await insert({ ...recorded(), subject: 'nobody' } as Simulation['evidence'], [], 'sparse');
  }

  it('is queued with all of its cases or not at all', async () => {
    const cases = [{ request: requestOf(0), outcome: 'deny' as const, label: 'a\u0000b' as never }];
    await expect(insert({ source: 'uploaded', count: 1 }, cases)).rejects.toThrow();
    expect(await source.query('SELECT FROM governance_engine.simulations')).toHaveLength(0);
  });

  it('goes on from where it has looked, although nothing was there', async () => {
    const simulationId = await insertSparse();
    await withStore({ sliceMilliseconds: 0, flipsMax: 1 }, (replay) => replay.run());
    const first = await simulations.find('sparse', simulationId);
    await withStore({ sliceMilliseconds: 0, flipsMax: 1 }, (replay) => replay.run());
    const second = await simulations.find('sparse', simulationId);
    expect(first?.progress).toBeGreaterThan(0);
    expect(second?.progress).toBeGreaterThan(first?.progress ?? 1);
    expect(second?.status).toBe('running');
  });

  it('begins with the first decision, and looks through no time before it', async () => {
    await recordOutcome(source, 'late', 'deny', 'no-permit', Date.now() - HOUR);
    const evidence = { ...recorded(), from: '0000-01-01T00:00:00.000Z' };
    const simulationId = await insert(evidence, [], 'late');
    await withStore({ sliceMilliseconds: 0, flipsMax: 1 }, (replay) => replay.run());
    expect((await simulations.find('late', simulationId))?.result.compared).toBe(1);
  });

  it('compares nothing with a denial for which no rule was asked', async () => {
    await recordOutcome(source, 'braked', 'deny', 'frozen');
    await recordOutcome(source, 'braked', 'deny', 'rules-stale');
    await recordOutcome(source, 'braked', 'deny', 'no-permit');
    await recordOutcome(source, 'braked', 'allow', 'matched');
    const simulationId = await insert(recorded(), [], 'braked');
    await withStore({ sliceMilliseconds: 60_000, flipsMax: 10 }, (replay) => replay.run());
    const simulation = await simulations.find('braked', simulationId);
    expect(simulation?.result).toMatchObject({ compared: 2, incomparable: 2, flips: 1 });
  });

  it('keeps no more flips than it may, and counts all', async () => {
    const count = 2500;
    const cases = Array.from({ length: count }, (_, index) => ({
      request: requestOf(index),
      outcome: 'allow' as const,
    }));
    const simulationId = await insert({ source: 'uploaded', count }, cases);
    await withStore({ sliceMilliseconds: 60_000, flipsMax: 1500 }, (replay) => replay.run());
    const simulation = await simulations.find(TENANT, simulationId);
    expect(simulation?.status).toBe('completed');
    expect(simulation?.result).toMatchObject({ flips: 2500, kept: 1500, unlabelled: 2500 });
    const kept = await flips.list(TENANT, simulationId, { limit: 2000 });
    expect(kept.map(({ number }) => number)).toStrictEqual(Array.from({ length: 1500 }, (_, n) => n + 1));
  });

  const flipOf = (decisionId: string): SimulationFlip => ({
    number: 1,
    decisionId,
    subject: 'somebody',
    action: 'pay',
    resource: 'doc',
    recorded: { outcome: 'allow', reasons: [] },
    candidate: { outcome: 'deny', reasons: [] },
    rules: [],
    label: null,
    change: 'unlabelled',
  });

  it('forgets what was erased while a page was on its way, whatever becomes of the simulation', async () => {
    const decisionId = newUuidV7();
    await source.query(
      `INSERT INTO governance_engine.decisions (tenant, decision_id, requested_by, subject_id, action_name, resource_id,
         outcome, rule_ids, request, decision, constitutional_hash)
       VALUES ($1, $2, 'x', '[erased]', 'pay', 'doc', 'allow', '{}', '{}', '{}', 'x')`,
      [TENANT, decisionId],
    );
    await source.query(
      `INSERT INTO governance_engine.erasures (tenant, decision_id, fields, erased_by, constitutional_hash)
       VALUES ($1, $2, '{/subject/id}', 'x', 'x')`,
      [TENANT, decisionId],
    );
    const simulationId = await insert(recorded());
    await withStore({ sliceMilliseconds: 0, flipsMax: 1 }, async (_, store) => {
      const place = { cursor: decisionId, casesRead: 1 };
      expect(await store.keep(place, noCounts(), [flipOf(decisionId)])).toBe(true);
    });
    await simulations.cancel(TENANT, simulationId);
    const [flip] = await flips.list(TENANT, simulationId, QUERY);
    expect(flip?.subject).toBe('[erased]');
  });

  it('has failed when it has ended its process five times, and not when pages were kept between', async () => {
    const simulationId = await insertSparse();
    const crash = async (): Promise<unknown> => {
      await source.query(`UPDATE governance_engine.simulations SET leased_until = now() - interval '1 s'`);
      return await jobs.claim();
    };
    for (let time = 0; time < 4; time++) expect(await crash()).not.toBeNull();
    await source.query(`UPDATE governance_engine.simulations SET leased_until = NULL`);
    await withStore({ sliceMilliseconds: 0, flipsMax: 1 }, (replay) => replay.run());
    for (let time = 0; time < 5; time++) expect(await crash()).not.toBeNull();
    expect(await crash()).toBeNull();
    expect(await simulations.find('sparse', simulationId)).toMatchObject({
      status: 'failed',
      failure: expect.stringContaining('broke off') as string,
    });
  });

  it('leaves no flips of decisions that retention has dropped', async () => {
    const simulationId = await insert(recorded());
    const [dropped, other] = [newUuidV7(Date.now() - 40 * DAY), newUuidV7(Date.now() - 20 * DAY)];
    await source.query(
      `INSERT INTO governance_engine.dropped_partitions (from_id, to_id, constitutional_hash) VALUES ($1, $2, 'x')`,
      [newUuidV7(Date.now() - 41 * DAY), newUuidV7(Date.now() - 39 * DAY)],
    );
    await withStore({ sliceMilliseconds: 0, flipsMax: 1 }, async (_, store) => {
      const both = [flipOf(dropped), { ...flipOf(other), number: 2 }];
      await store.keep({ cursor: other, casesRead: 2 }, noCounts(), both);
    });
    await new SimulationRetention(source, { SIMULATION_RETENTION_DAYS: 0 }).forget();
    const left = await flips.list(TENANT, simulationId, QUERY);
    expect(left.map(({ decisionId }) => decisionId)).toStrictEqual([other]);
  });
});
