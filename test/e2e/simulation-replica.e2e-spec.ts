import { CONSTITUTIONAL_HASH } from '@acgs/constitutional-hash';
import type { Pins, Simulation, UploadedCase } from '@acgs/contracts';
import { type LentReplica, StaleReads } from '@acgs/database';
import { setTimeout as pause } from 'node:timers/promises';
import { Client } from 'pg';
import type { DataSource } from 'typeorm';
import type { DecisionPartitions } from '../../apps/governance-engine/src/decisions/decision-partitions.js';
import { LiveDecisions } from '../../apps/governance-engine/src/decisions/live-decisions.js';
import { Replay } from '../../apps/governance-engine/src/simulations/replay/replay.js';
import { ReplayPace } from '../../apps/governance-engine/src/simulations/replay/replay-pace.js';
import { ReplayStore } from '../../apps/governance-engine/src/simulations/replay/replay-store.js';
import { SimulationJobsRepository } from '../../apps/governance-engine/src/simulations/simulation-jobs.repository.js';
import { SimulationsRepository } from '../../apps/governance-engine/src/simulations/simulations.repository.js';
import { openDataSource } from '../../libs/database/src/data-source.js';
import { QueryMonitor } from '../../libs/database/src/query-monitor.js';
import { Replica } from '../../libs/database/src/replica/replica.js';
import { decisionPartitions } from '../support/decision-partitions.js';
import { recordDecisions } from '../support/recorded-decisions.js';
import { ReplicatedPostgres } from '../support/replicated-postgres.js';
import { requestOf, rulesOf } from '../support/simulated.js';

const TENANT = 'default';
const MINUTE = 60_000;
const NO_BOUND = 600_000;
const OLD = 400;
const NEW = 10;
const PINS: Pins = {
  constitutionVersion: null,
  constitutionDigest: null,
  policySetDigest: '',
  engineVersion: '',
  constitutionalHash: CONSTITUTIONAL_HASH,
};

/** Without threads. */
describe('the replay of a simulation from a replica', () => {
  const began = Date.now();
  let servers: ReplicatedPostgres;
  let source: DataSource;
  let partitions: DecisionPartitions;
  let simulations: SimulationsRepository;
  let jobs: SimulationJobsRepository;
  let staleReads: StaleReads;

  const record = async (count: number, from: number): Promise<void> => {
    const client = new Client({ connectionString: servers.primary.url });
    await client.connect();
    const requests = Array.from({ length: count }, (_, index) => requestOf(index));
    const to = new Date(from + 2 * count);
    await recordDecisions(client, { requests, from: new Date(from), to, rules: rulesOf() });
    await client.end();
  };

  beforeAll(async () => {
    servers = await ReplicatedPostgres.start();
    source = await openDataSource({ url: servers.primary.url, poolSize: 2, applicationName: 'test' });
    partitions = decisionPartitions(source);
    await partitions.onModuleInit();
    simulations = new SimulationsRepository(source, new StaleReads(source));
    jobs = new SimulationJobsRepository(source);
    const replica = new Replica({
      url: servers.replica.url,
      primaryUrl: servers.primary.url,
      maxLagMilliseconds: NO_BOUND,
      applicationName: 'test',
      poolSize: 2,
      statementMilliseconds: 5000,
      connectionLifetimeSeconds: 3600,
      monitor: new QueryMonitor(10_000, { read: () => Promise.resolve(null) }),
    });
    staleReads = new StaleReads(source, replica);
    staleReads.onApplicationBootstrap();
    await record(OLD, began - MINUTE);
  });

  afterAll(async () => {
    await staleReads.onApplicationShutdown();
    await partitions.onModuleDestroy();
    await source.destroy();
    await servers.stop();
  });

  async function insert(evidence: Simulation['evidence'], cases: UploadedCase[] = []): Promise<string> {
    const summary = { policies: [], withoutPolicies: [], constitutionDigest: null };
    const sources = { constitution: null, policies: [] };
    const wanted = { title: '', createdBy: 'x', evidence, summary, base: PINS, pins: PINS, sources, cases };
    return (await simulations.insert(TENANT, wanted, 5))?.simulationId ?? '';
  }

  const recorded = (to: number): Simulation['evidence'] => ({
    source: 'recorded',
    follow: false,
    from: new Date(began - 2 * MINUTE).toISOString(),
    to: new Date(to).toISOString(),
  });

  /** By a replica that has all that was committed until now. */
  async function lent(): Promise<LentReplica> {
    const now = Date.now();
    for (;;) {
      const replica = staleReads.lend('simulations.replay');
      if (replica !== null && replica.completeTo > now) return replica;
      await pause(20);
    }
  }

  /** One turn of the simulation that is due. */
  async function replay(
    replica: LentReplica,
    before: (store: ReplayStore) => Promise<unknown> = () => Promise.resolve(),
  ): Promise<void> {
    let job = await jobs.claim();
    for (; job === null; job = await jobs.claim()) await pause(20);
    const { memory } = new LiveDecisions();
    const place = {
      databaseUrl: servers.primary.url,
      replica,
      liveDecisions: memory,
      horizonMilliseconds: 1,
    };
    const assignment = { ...job, ...place, sliceMilliseconds: MINUTE, flipsMax: 0 };
    const store = new ReplayStore(assignment);
    await store.open();
    try {
      await before(store);
      await new Replay(assignment, store, new ReplayPace(memory), () => false).run();
    } finally {
      await store.close();
    }
  }

  /** Its connections at the moment. */
  const readersThere = (): Promise<unknown> =>
    servers.onReplica(
      `SELECT count(*)::int FROM pg_stat_activity WHERE application_name = 'acgs simulation'`,
    );

  const found = async (id: string): Promise<{ status: string; cases: number }> => {
    const simulation = await simulations.find(TENANT, id);
    const [row] = await source.query<{ cases: number }[]>(
      'SELECT cases_read::int AS cases FROM governance_engine.simulations WHERE simulation_id = $1',
      [id],
    );
    return { status: simulation?.status ?? '', cases: row?.cases ?? -1 };
  };

  it('goes no further than the replica does, and passes nothing over', async () => {
    const behind = await lent();
    await servers.pauseReplay();
    const now = Date.now();
    await record(NEW, now);
    const id = await insert(recorded(now + 3 * NEW));
    await replay(behind, async () => {
      expect(await readersThere()).toBe(1);
    });
    expect(await found(id)).toStrictEqual({ status: 'running', cases: OLD });
    await servers.resumeReplay();
    await replay(await lent());
    expect(await found(id)).toStrictEqual({ status: 'completed', cases: OLD + NEW });
  });

  it('reads uploaded cases from the primary: they came a moment ago', async () => {
    const replica = await lent();
    await servers.pauseReplay();
    const cases = [{ request: requestOf(0), outcome: 'deny' as const }];
    const id = await insert({ source: 'uploaded', count: 1 }, cases);
    await replay(replica);
    await servers.resumeReplay();
    expect(await found(id)).toStrictEqual({ status: 'completed', cases: 1 });
  });

  it('reads from the primary when the server that answers is behind the one that was lent', async () => {
    const replica = { ...(await lent()), position: 'FFFFFFFF/FFFFFFFF', completeTo: 0 };
    const id = await insert(recorded(Date.now()));
    await replay(replica, async () => {
      expect(await readersThere()).toBe(0);
    });
    expect(await found(id)).toStrictEqual({ status: 'completed', cases: OLD + NEW });
  });

  it('goes on from the primary when the replica is killed, and counts nothing twice', async () => {
    const id = await insert(recorded(Date.now()));
    await replay(await lent(), () => servers.killReplica());
    await servers.restartReplica();
    expect(await found(id)).toStrictEqual({ status: 'completed', cases: OLD + NEW });
  });
});
