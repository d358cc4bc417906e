import type { ApiClient } from '../../tools/installation/api-client.js';
import type { Installation, InstallationOptions } from '../../tools/installation/installation.js';
import { withInstallation } from '../../tools/installation/temporary-installation.js';
import { isRedisInstalled, RedisServer } from '../support/redis-server.js';
import { askDatabase } from './asked-database.js';
import { DECISION_REQUESTS } from './decision-requests.js';
import { DecisionWindow } from './decision-window.js';
import { activatePolicies, workloadConstitution } from './decisions-workload.js';
import { checkDurable } from './durability.js';

export interface MeasuredInstallation {
  readonly installation: Installation;
  readonly admin: ApiClient;
  readonly agent: ApiClient;
  /** Null on a machine without `redis-server`. */
  readonly redis: RedisServer | null;
  /** How many policies of the workload are active. */
  readonly policies: number;
  readonly versions: Readonly<Record<string, string>>;
}

interface MeasuredOptions extends Omit<InstallationOptions, 'home' | 'signal'> {
  readonly policies: number;
  readonly progress: (text: string) => void;
}

/** Requests are counted as always. */
const NO_LIMIT_IN_REACH = {
  THROTTLE_DECISIONS: '1000000/1',
  THROTTLE_READS: '1000000/1',
  THROTTLE_WRITES: '1000000/1',
  THROTTLE_DEFAULT: '1000000/1',
};

/** A whole ACGS with the rules of the workload in force, and a Redis of its own where there is one. */
export async function withMeasuredInstallation<Result>(
  options: MeasuredOptions,
  use: (measured: MeasuredInstallation) => Promise<Result>,
): Promise<Result> {
  const redis = isRedisInstalled() ? await RedisServer.start() : null;
  try {
    const where = redis === null ? {} : { REDIS_URL: redis.url };
    const environment = { ...options.environment, ...NO_LIMIT_IN_REACH, ...where };
    return await withInstallation({ ...options, environment }, async (installation) => {
      await checkDurable(installation.databaseUrl);
      const [admin, agent] = [await installation.login('admin'), await installation.login('demo-agent')];
      options.progress('the rules of the workload');
      await admin.expect('POST', '/constitution/versions', workloadConstitution());
      await activatePolicies(installation, admin, 0, options.policies);
      const versions = await versionsOf(installation.databaseUrl, redis);
      return await use({ installation, admin, agent, redis, policies: options.policies, versions });
    });
  } finally {
    await redis?.kill();
  }
}

/** As the servers tell them. */
export async function versionsOf(
  databaseUrl: string,
  redis: RedisServer | null,
): Promise<Record<string, string>> {
  const [postgres] = await askDatabase<{ version: string }>(
    databaseUrl,
    `SELECT current_setting('server_version') AS version`,
  );
  const told = redis === null ? '' : String(await redis.command('INFO', 'server'));
  const version = /^redis_version:(\S+)/m.exec(told)?.[1];
  return {
    PostgreSQL: postgres?.version ?? 'unknown',
    ...(version === undefined ? {} : { Redis: version }),
  };
}

/** Opens one for requests of `decisionRequests`, under the policies of the installation or so many. */
export const decisionWindow = (
  { installation, agent }: Pick<MeasuredInstallation, 'installation' | 'agent'>,
  policies: number,
): Promise<DecisionWindow> =>
  DecisionWindow.open({
    databaseUrl: installation.databaseUrl,
    agent: agent.clientId,
    policies,
    requests: DECISION_REQUESTS,
  });

/** What stands in every measurement of the whole system. */
export function contextOfInstallation({
  redis,
  policies,
  versions,
}: MeasuredInstallation): Record<string, unknown> {
  return {
    on: 'gateway, access tokens, hash guard, validation, throttling, metrics, fsync, synchronous_commit: every decision on disk before it is answered',
    redis: redis === null ? 'off: redis-server is not installed' : 'on',
    policies,
    versions,
    logs: 'LOG_LEVEL warn',
    shares: 'the load, PostgreSQL and all services share the machine',
  };
}
