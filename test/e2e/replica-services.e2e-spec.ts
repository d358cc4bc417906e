import type { Decision, DecisionPage } from '@acgs/contracts';
import { setTimeout as pause } from 'node:timers/promises';
import { Client } from 'pg';
import { REPLICA } from '../../tools/doctor/checks/replica.js';
import { examine, type NamedFinding } from '../../tools/doctor/doctor.js';
import {
  COUNTED_CANDIDATE,
  COUNTED_RUN,
  fillEvolutionFlips,
  fillEvolutionRuns,
} from '../support/filled-evolution.js';
import { fillSecurityEvents } from '../support/filled-identities.js';
import { COUNTED_SIMULATION, fillFlips, fillSimulations } from '../support/filled-simulations.js';
import { fillLabels } from '../support/filled-tables.js';
import { evaluationRequest, startGoverned } from '../support/governed.js';
import type { Installation, ServiceName } from '../support/installation.js';
import { LogReader } from '../support/log-reader.js';
import { ReplicatedPostgres } from '../support/replicated-postgres.js';

const NO_BOUND = 600_000;
const SERVICES = ['auth-service', 'integrity-service', 'governance-engine', 'ec-service'] as const;

/** By the name of the read: what is asked of the service for it, where there are more rows than that. */
const READS: Readonly<Record<string, readonly [ServiceName, string]>> = {
  'decisions.list': ['governance-engine', '/api/v1/decisions'],
  'labels.list': ['governance-engine', '/api/v1/labels?limit=2'],
  'simulations.list': ['governance-engine', '/api/v1/simulations'],
  'simulations.flips': ['governance-engine', `/api/v1/simulations/${COUNTED_SIMULATION}/flips?limit=2`],
  'log.bundle': ['integrity-service', '/api/v1/tile/entries/000.p/1'],
  'security-events.list': ['auth-service', '/api/v1/auth/security-events'],
  'runs.list': ['ec-service', '/api/v1/evolution/runs'],
  'runs.flips': [
    'ec-service',
    `/api/v1/evolution/runs/${COUNTED_RUN}/candidates/${COUNTED_CANDIDATE}/flips?limit=2`,
  ],
};

describe('services with a replica', () => {
  let servers: ReplicatedPostgres;
  let installation: Installation;
  let log: LogReader;

  beforeAll(async () => {
    servers = await ReplicatedPostgres.start();
    const env = {
      DATABASE_REPLICA_URL: servers.replica.url,
      DATABASE_REPLICA_MAX_LAG_MS: String(NO_BOUND),
    };
    const database = { url: servers.primary.url, drop: () => Promise.resolve() };
    installation = await startGoverned(env, ['integrity-service', 'ec-service'], database);
    log = new LogReader(installation);
    const { decisionId } = await log.decide();
    await log.receipt(decisionId);
    await log.checkpoint();
    const filling = new Client({ connectionString: servers.primary.url });
    await filling.connect();
    for (const fill of [fillLabels, fillSimulations, fillFlips, fillEvolutionRuns, fillEvolutionFlips])
      await fill(filling, 1, 5);
    await fillSecurityEvents(filling, 1, 5);
    await filling.end();
    await servers.caughtUp();
    for (const service of SERVICES) await usesReplica(service);
  });

  afterAll(async () => {
    await installation.close();
    await servers.stop();
  });

  const metrics = async (service: ServiceName): Promise<string> =>
    (await installation.call(service, 'GET', '/metrics', { as: null })).body as string;

  async function count(service: ServiceName, read: string, server: string): Promise<number> {
    const line = `acgs_database_stale_reads_total\\{[^}]*read="${read}",server="${server}"[^}]*\\} (\\d+)`;
    return Number(new RegExp(line).exec(await metrics(service))?.[1] ?? 0);
  }

  /** Resolves when the watch has seen that there is one. */
  async function usesReplica(service: ServiceName): Promise<void> {
    const [[read, [, path]] = ['', ['', '']]] = Object.entries(READS).filter(([, [of]]) => of === service);
    while ((await count(service, read, 'replica')) === 0) {
      await installation.call(service, 'GET', path);
      await pause(20);
    }
  }

  const ids = async (query = ''): Promise<{ ids: string[]; next: string | null }> => {
    const { body } = await installation.call('governance-engine', 'GET', `/api/v1/decisions${query}`);
    const { items, nextCursor } = body as DecisionPage;
    return { ids: items.map(({ decisionId }) => decisionId), next: nextCursor };
  };

  const find = async ({ decisionId }: Decision): Promise<number> =>
    (await installation.call('governance-engine', 'GET', `/api/v1/decisions/${decisionId}`)).status;

  it.each(Object.entries(READS))('read %s from it', async (read, [service, path]) => {
    const before = await count(service, read, 'replica');
    const { status, body } = await installation.call(service, 'GET', path);
    expect({ status, body: status === 200 ? null : body }).toStrictEqual({ status: 200, body: null });
    expect(await count(service, read, 'replica')).toBe(before + 1);
  });

  it('decide, find and prove what it does not have yet, and page on across both', async () => {
    await servers.pauseReplay();
    const first = await ids('?limit=2');
    const key = { 'Idempotency-Key': 'behind' };
    const ask = { as: 'demo-agent', body: evaluationRequest(), headers: key };
    const decide = async (): Promise<Decision> =>
      (await installation.call('governance-engine', 'POST', '/api/v1/decisions', ask)).body as Decision;
    const decision = await decide();
    expect((await ids()).ids).not.toContain(decision.decisionId);
    expect(await find(decision)).toBe(200);
    expect((await decide()).decisionId).toBe(decision.decisionId);
    expect((await log.receipt(decision.decisionId)).entryId).toBe(decision.decisionId);
    const { size } = await log.checkpoint();
    expect(await log.leaves(size)).toHaveLength(size);
    await servers.resumeReplay();
    await servers.caughtUp();
    const all = await ids();
    expect(all.ids).toContain(decision.decisionId);
    const rest = await ids(`?cursor=${String(first.next)}`);
    expect(all.ids.filter((id) => id !== decision.decisionId)).toStrictEqual([...first.ids, ...rest.ids]);
  });

  it('are ready and answer without it', async () => {
    await servers.killReplica();
    for (const [read, [service, path]] of Object.entries(READS)) {
      const before = await count(service, read, 'primary');
      expect({ read, status: (await installation.call(service, 'GET', path)).status }).toStrictEqual({
        read,
        status: 200,
      });
      expect(await count(service, read, 'primary')).toBe(before + 1);
    }
    for (const service of SERVICES)
      expect((await installation.call(service, 'GET', '/health/ready', { as: null })).status).toBe(200);
    expect(await metrics('governance-engine')).toMatch(
      /acgs_database_replica_lag_seconds\{[^}]*replica="127/,
    );
    await servers.restartReplica();
  });

  describe('npm run doctor', () => {
    const doctor = (replicaUrl: string | null, replicaLagMilliseconds = 5000): Promise<NamedFinding[]> =>
      examine(
        {
          services: new Map(),
          databaseUrl: servers.primary.url,
          replicaUrl,
          replicaLagMilliseconds,
          redisUrl: null,
          home: null,
        },
        undefined,
        [REPLICA],
      );

    it('is content with a replica, and without one', async () => {
      expect(await doctor(null)).toMatchObject([{ status: 'ok' }]);
      expect(await doctor(servers.replica.url)).toMatchObject([{ check: 'replica', status: 'ok' }]);
    });

    it('needs no more there than a user who may sign in, as the services do', async () => {
      await servers.onPrimary(`CREATE ROLE reader LOGIN PASSWORD 'r'`);
      await servers.caughtUp();
      const url = new URL(servers.replica.url);
      [url.username, url.password] = ['reader', 'r'];
      expect(await doctor(url.href)).toMatchObject([{ status: 'ok' }]);
    });

    it('warns of one that does not come along', async () => {
      await servers.pauseReplay();
      await servers.onPrimary('CREATE TABLE behind ()');
      const findings = await doctor(servers.replica.url, 100);
      await servers.resumeReplay();
      expect(findings).toMatchObject([{ status: 'warn' }]);
      expect(findings[0]?.saw).toMatch(/^\d+ bytes of the log behind/);
    });

    it('fails what is none, and what is away, without its password', async () => {
      const none = await doctor(servers.primary.url);
      expect(none).toMatchObject([{ status: 'fail', saw: 'is no replica (any more): it takes writes' }]);
      const away = await doctor('postgres://acgs:a-secret-word@127.0.0.1:1/postgres');
      expect(away).toMatchObject([{ status: 'fail' }]);
      expect(JSON.stringify(away)).not.toContain('a-secret-word');
    });
  });
});
