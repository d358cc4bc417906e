import { Redis } from 'ioredis';
import { messageOf } from '../../command-line.js';
import { answering, type Check } from '../check.js';
import { fail, type Finding, ok, skipped, warn } from '../finding.js';
import type { ServiceView } from '../service-view.js';

const OLDEST_MAJOR = 6;
const COMMAND_MILLISECONDS = 3000;
const KEY = 'acgs:doctor';

/**
 * What the services send, in forms that change nothing: a write with an option that there is not is refused for want of
 * permission first, and else for the option.
 */
const COMMANDS: readonly (readonly [string, ...string[]])[] = [
  ['get', KEY],
  ['set', KEY, '', 'NONE'],
  ['del', KEY],
  ['unlink', KEY],
  ['eval', 'return 1', '1', KEY],
  ['time'],
  ['scan', '0', 'COUNT', '1'],
  ['publish', KEY, ''],
  ['ping'],
];

/** Services use the Redis that they were given, and it lets them, without throwing away what has to stay. */
export const REDIS: Check = {
  name: 'redis',
  run: async (patient) => {
    const uses = answering(patient).map(useOf);
    const { redisUrl } = patient.deployment;
    if (redisUrl !== null) return [...uses, ...(await serverOf(redisUrl))];
    const processes = answering(patient).reduce(
      (sum, { metrics }) => sum + (metrics?.sum('acgs_workers') ?? 1),
      0,
    );
    return [
      ...uses,
      skipped(
        'Redis',
        `where it is is not known (${String(processes)} processes)`,
        'Set REDIS_URL, if there is one.',
      ),
    ];
  },
};

function useOf({ name, details }: ServiceView): Finding {
  const state = String(details.redis?.state);
  if (state === 'down')
    return fail(
      name,
      'does without its Redis, which is away, slow or refuses',
      'Mend Redis; the log says why.',
    );
  return ok(name, state === 'up' ? 'uses Redis' : 'has no REDIS_URL: goes by what it keeps itself');
}

async function serverOf(url: string): Promise<Finding[]> {
  const client = new Redis(url, {
    lazyConnect: true,
    connectTimeout: COMMAND_MILLISECONDS,
    commandTimeout: COMMAND_MILLISECONDS,
    retryStrategy: () => null,
    maxRetriesPerRequest: 0,
    connectionName: 'acgs-doctor',
    enableReadyCheck: false,
  });
  let fault = '';
  client.on('error', (error) => {
    fault = error.message;
  });
  try {
    await client.connect();
    return [...infoOf(await client.info()), await permissionsOf(client)];
  } catch (error) {
    return [fail('Redis', fault || messageOf(error), 'Start it, or correct REDIS_URL.')];
  } finally {
    client.disconnect();
  }
}

function infoOf(info: string): Finding[] {
  const value = (name: string): string => new RegExp(`^${name}:(.*?)\\r?$`, 'm').exec(info)?.[1] ?? '';
  const version = value('redis_version');
  return [
    Number(version.split('.')[0]) >= OLDEST_MAJOR
      ? ok('Redis', `version ${version}`)
      : fail('Redis', `version ${version}`, 'ACGS needs Redis 6 or later: upgrade it.'),
    value('role') === 'master'
      ? ok('Redis', 'takes writes')
      : fail('Redis', `is a ${value('role')}`, 'Let REDIS_URL name the primary.'),
    evictionOf(value('maxmemory_policy'), Number(value('maxmemory')), Number(value('used_memory'))),
  ];
}

/** Every key expires: `volatile-*` and `allkeys-*` differ where others use the same server. */
function evictionOf(policy: string, most: number, used: number): Finding {
  const saw = `maxmemory-policy ${policy}, ${String(used)} of ${most === 0 ? 'unlimited' : String(most)} bytes in use`;
  if (policy.startsWith('allkeys-'))
    return warn('Redis', saw, 'Set maxmemory-policy volatile-lru: this one drops keys of others, too.');
  if (policy === 'volatile-ttl' || policy === 'volatile-random')
    return warn(
      'Redis',
      saw,
      'Set maxmemory-policy volatile-lru: this one can drop a used DPoP proof that is fresh.',
    );
  if (most === 0) return warn('Redis', saw, 'Set maxmemory, so that it cannot take the whole machine.');
  if (policy === 'noeviction' && used > most * 0.9)
    return warn('Redis', saw, 'It refuses writes when it is full: set maxmemory-policy volatile-lru.');
  return ok('Redis', saw);
}

async function permissionsOf(client: Redis): Promise<Finding> {
  const refused: string[] = [];
  for (const [command, ...parts] of COMMANDS) {
    const answer = await client.call(command, ...parts).catch(messageOf);
    if (typeof answer === 'string' && answer.startsWith('NOPERM')) refused.push(command);
  }
  return refused.length === 0
    ? ok('Redis', 'the user may do what the services need')
    : fail(
        'Redis',
        `the user may not: ${refused.join(', ')}`,
        'Give it the permissions of docs/settings.md (ACL SETUSER).',
      );
}
