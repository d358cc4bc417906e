import type { ActiveRuleSet, EvolutionCandidate, PolicyVersion } from '@acgs/contracts';
import { CONSTITUTIONAL_HASH, CONSTITUTIONAL_HASH_HEADER } from '@acgs/constitutional-hash';
import { LocalPostgres } from '@acgs/database';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import type { DataSource } from 'typeorm';
import { candidateIdOf } from '../../apps/ec-service/src/runs/front-member.js';
import { openDataSource } from '../../libs/database/src/data-source.js';
import { BuiltService } from '../support/built-service.js';
import { BADLY_SET } from '../support/evolution-evidence.js';
import { FaultyLink } from '../support/faulty-link.js';
import { activate, startGoverned } from '../support/governed.js';
import type { Installation } from '../support/installation.js';
import { begunRun, searchRun, until } from '../support/searched-run.js';

const UNHEARD = [300, 300];
const UNNOTED = [100, 300];
const OVERTAKEN = [200, 250];

describe('a promotion whose process is killed', () => {
  const started: BuiltService[] = [];
  let folder: string;
  let installation: Installation;
  let database: DataSource;
  let blocker: Client;
  let link: FaultyLink;
  let runId: string;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'acgs-promotion-'));
    const postgres = await LocalPostgres.open(folder, {});
    const { url } = postgres;
    installation = await startGoverned({}, [], { url, drop: () => postgres.stop() });
    database = await openDataSource({ url, poolSize: 2, applicationName: 'test' });
    blocker = new Client({ connectionString: url });
    await blocker.connect();
    link = await FaultyLink.to(Number(new URL(installation.url('governance-engine')).port));
    await activate(installation, BADLY_SET);
    await until(async () => (await activeVersion()) === 1);
    runId = await begunRun(database, await activeRules());
    await searchRun(database, [UNHEARD, UNNOTED, OVERTAKEN]);
  });

  afterAll(async () => {
    await Promise.all(started.map((service) => service.destroy()));
    await link.close();
    await blocker.end();
    await database.destroy();
    await installation.close();
    await rm(folder, { recursive: true, force: true });
  });

  const activeRules = async (): Promise<ActiveRuleSet> =>
    (await installation.call('governance-engine', 'GET', '/api/v1/rule-sets/active')).body as ActiveRuleSet;

  const activeVersion = async (): Promise<number | undefined> =>
    (await activeRules()).policies.find(({ document }) => document.id === BADLY_SET.id)?.version;

  const versionOf = async (version: number): Promise<{ status: number; body: PolicyVersion }> => {
    const path = `/api/v1/policies/${BADLY_SET.id}/versions/${String(version)}`;
    const { status, body } = await installation.call('governance-engine', 'GET', path);
    return { status, body: body as PolicyVersion };
  };

  function start(): BuiltService {
    const service = new BuiltService('ec-service', {
      ...installation.environment,
      GOVERNANCE_ENGINE_URL: link.url,
      EVOLUTION_THREADS: '0',
      LOG_LEVEL: 'warn',
    });
    started.push(service);
    return service;
  }

  async function call(service: BuiltService, genome: readonly number[], method: string): Promise<Response> {
    const path = `/api/v1/evolution/runs/${runId}/candidates/${candidateIdOf(genome)}`;
    return await fetch(`${await service.url()}${path}${method === 'POST' ? '/promotion' : ''}`, {
      method,
      headers: {
        [CONSTITUTIONAL_HASH_HEADER]: CONSTITUTIONAL_HASH,
        Authorization: `Bearer ${await installation.token('approver')}`,
        'Content-Type': 'application/json',
      },
      ...(method === 'POST' ? { body: JSON.stringify({ guard: { hours: 1 } }) } : {}),
    });
  }

  const begun = async (): Promise<number> =>
    (await database.query<unknown[]>('SELECT FROM ec_service.promotions')).length;

  const isHeldAt = async (table: string): Promise<boolean> => {
    const held = await database.query<unknown[]>(
      `SELECT FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND query LIKE 'INSERT INTO ${table} %'`,
    );
    return held.length > 0;
  };

  /** Promotes, and holds it where it is to insert a row there; then does what is to be done, and kills it. */
  async function killedAt(
    genome: readonly number[],
    table: string,
    then: () => Promise<unknown> = () => Promise.resolve(),
  ): Promise<void> {
    const service = start();
    await service.url();
    await blocker.query(`BEGIN; LOCK TABLE ${table} IN EXCLUSIVE MODE`);
    const answer = call(service, genome, 'POST').catch(() => null);
    await until(() => isHeldAt(table));
    await then();
    service.kill('SIGKILL');
    await service.exited;
    await blocker.query('ROLLBACK');
    expect(await answer).toBeNull();
    expect(await begun()).toBe(1);
    // As if it had been left alone for long enough.
    await database.query(`UPDATE ec_service.promotions SET taken_up_at = now() - interval '1 minute'`);
  }

  /** It is written down, and its request is lost on the way. */
  const killedUnheard = (genome: readonly number[]): Promise<void> =>
    killedAt(genome, 'ec_service.promotions', async () => {
      link.become('half-open');
      await blocker.query('ROLLBACK');
      await until(async () => (await begun()) === 1);
    });

  async function resumed(genome: readonly number[]): Promise<EvolutionCandidate> {
    link.become('sound');
    const service = start();
    await until(async () => (await begun()) === 0);
    const response = await call(service, genome, 'GET');
    service.kill('SIGTERM');
    expect(await service.ended).toBe(0);
    return (await response.json()) as EvolutionCandidate;
  }

  const guarded = (version: number): object => ({
    status: 'promoted',
    by: 'approver',
    policyVersion: version,
    guard: { status: 'waiting', hours: 1 },
  });

  it('before the engine has heard of it, is done by the next process', async () => {
    await killedUnheard(UNHEARD);
    expect((await versionOf(2)).status).toBe(404);
    expect((await resumed(UNHEARD)).review).toMatchObject(guarded(2));
    expect((await versionOf(2)).body).toMatchObject({ status: 'in-review', createdBy: 'author' });
  });

  it('when the engine has made the version and nobody has noted it, keeps that version', async () => {
    await killedAt(UNNOTED, 'ec_service.guards', () =>
      until(async () => (await versionOf(3)).status === 200),
    );
    expect((await versionOf(3)).body).toMatchObject({ status: 'in-review' });
    expect((await resumed(UNNOTED)).review).toMatchObject(guarded(3));
    expect((await versionOf(4)).status).toBe(404);
  });

  it('and whose policy has moved on meanwhile, is withdrawn, and can be said no to', async () => {
    await killedUnheard(OVERTAKEN);
    await activate(installation, { ...BADLY_SET, title: 'Another title' });
    expect((await resumed(OVERTAKEN)).review).toBeNull();
    expect((await versionOf(5)).status).toBe(404);
  });
});
