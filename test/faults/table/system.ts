import { freePort, LocalPostgres } from '@acgs/database';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { EngineVariables } from '../../../apps/governance-engine/src/config.js';
import type { InstallationOptions } from '../../../tools/installation/installation.js';
import { withInstallation } from '../../../tools/installation/temporary-installation.js';
import { FaultyLink } from '../../support/faulty-link.js';
import { isRedisInstalled, RedisServer } from '../../support/redis-server.js';
import { CONSTITUTION, POLICY } from '../decisions-questions.js';
import { KillablePostgres } from '../killable-postgres.js';
import { UNLIMITED } from '../requests/unlimited.js';
import { SmallDisk } from './small-disk.js';
import { SteppedClock } from './stepped-clock.js';
import type { Extras, System } from './row.js';

const FRESHNESS_MILLISECONDS = EngineVariables.shape.RULES_FRESHNESS_MS.parse(undefined);
/** So that what hangs is answered within the run. */
const UPSTREAM_MILLISECONDS = 4000;

export interface SystemOptions {
  readonly databaseSettings: Readonly<Record<string, string>>;
  readonly progress: (text: string) => void;
  /** On top of what the table runs with. */
  readonly environment?: Readonly<Record<string, string>>;
  readonly onLine?: InstallationOptions['onLine'];
  /** Of the file system that PostgreSQL lies on, where there is one. */
  readonly diskGibibytes?: number;
}

/** What has been taken, to be given back in the opposite order. */
type GiveBack = (() => Promise<unknown>)[];

/** A whole installation of built services, with PostgreSQL, Redis, disk, clock and network of its own, all of them to be broken. */
export async function withSystem<Result>(
  options: SystemOptions,
  use: (system: System) => Promise<Result>,
): Promise<Result> {
  const giveBack: GiveBack = [];
  try {
    return await start(options, giveBack, use);
  } finally {
    for (const give of giveBack.reverse()) await give();
  }
}

async function start<Result>(
  { databaseSettings, progress, environment: own, onLine, diskGibibytes }: SystemOptions,
  giveBack: GiveBack,
  use: (system: System) => Promise<Result>,
): Promise<Result> {
  const extras = await takeExtras(giveBack, diskGibibytes);
  const folder = await databaseFolder(extras, giveBack);
  const server = await LocalPostgres.open(folder, { settings: databaseSettings });
  giveBack.push(() => server.stop());
  const postgres = new KillablePostgres(folder, server.port, databaseSettings);
  giveBack.push(() => postgres.end());
  const ports = { 'governance-engine': await freePort(), 'constitutional-core': await freePort() };
  const links = {
    'governance-engine': await FaultyLink.to(ports['governance-engine']),
    'constitutional-core': await FaultyLink.to(ports['constitutional-core']),
  };
  for (const link of Object.values(links)) giveBack.push(() => link.close());
  const environment = {
    ...UNLIMITED,
    LOG_LEVEL: 'fatal',
    DATABASE_POOL_SIZE: '5',
    UPSTREAM_TIMEOUT_MS: String(UPSTREAM_MILLISECONDS),
    CONSTITUTIONAL_CORE_URL: links['constitutional-core'].url,
    ...(typeof extras.redis === 'string' ? {} : { REDIS_URL: extras.redis.url }),
    ...own,
  };
  return runIn(
    { databaseUrl: server.url, ports, environment, progress, ...(onLine === undefined ? {} : { onLine }) },
    { ...extras, postgres, links },
    use,
  );
}

async function runIn<Result>(
  options: Omit<InstallationOptions, 'home' | 'signal'>,
  parts: Extras & Pick<System, 'postgres' | 'links'>,
  use: (system: System) => Promise<Result>,
): Promise<Result> {
  return withInstallation(options, async (installation) => {
    const [admin, agent] = [await installation.login('admin'), await installation.login('demo-agent')];
    const clock = typeof parts.clock === 'string' ? {} : parts.clock.environment;
    const engine = await installation.startSecond('governance-engine', clock);
    const link = { GOVERNANCE_ENGINE_URL: parts.links['governance-engine'].url };
    const linked = await installation.startSecond('api-gateway', link);
    await admin.expect('POST', '/constitution/versions', CONSTITUTION);
    await admin.expect('POST', '/policies?activate=true', POLICY);
    await installation.decidesBy(1);
    const ways = { gateway: installation.url('api-gateway'), linked: linked.url, engine: engine.url };
    return use({
      ...parts,
      installation,
      admin,
      agent,
      ways,
      seconds: { linked: linked.service, engine: engine.service },
      ratified: [],
      freshness: FRESHNESS_MILLISECONDS,
    });
  });
}

async function takeExtras(giveBack: GiveBack, diskGibibytes?: number): Promise<Extras> {
  const redis = isRedisInstalled() ? await RedisServer.start() : 'redis-server is not installed';
  if (typeof redis !== 'string') giveBack.push(() => redis.kill());
  const disk = await SmallDisk.mount(diskGibibytes).catch((error: unknown) => (error as Error).message);
  if (typeof disk !== 'string') giveBack.push(() => disk.unmount());
  const clock = await SteppedClock.create().catch((error: unknown) => (error as Error).message);
  if (typeof clock !== 'string') giveBack.push(() => clock.remove());
  return { redis, disk, clock };
}

async function databaseFolder({ disk }: Extras, giveBack: GiveBack): Promise<string> {
  if (typeof disk !== 'string') return join(disk.folder, 'postgres');
  const folder = await mkdtemp(join(tmpdir(), 'acgs-postgres-'));
  giveBack.push(() => rm(folder, { recursive: true, force: true }));
  return folder;
}
