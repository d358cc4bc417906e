import { setTimeout as pause } from 'node:timers/promises';
import type { ApiClient } from '../../tools/installation/api-client.js';
import { MetricsScrape } from '../performance/metrics-scrape.js';
import type { RedisServer } from '../support/redis-server.js';
import type { FaultOptions } from './fault-command.js';
import { seededRandom } from './seeded-random.js';

const LONGEST_AWAY_MILLISECONDS = 1000;
const LONGEST_LOAD_MILLISECONDS = 500;
const LOOK_EVERY_MILLISECONDS = 20;
const BACK_WITHIN_MILLISECONDS = 30_000;

export interface RedisCycle {
  readonly fault: string;
  readonly away: number;
  /** Milliseconds from its return until the last service used it again. */
  readonly back: number;
  /** Milliseconds from the answer to a write until another process showed it, at most. */
  readonly stale: number;
}

export interface RedisFault {
  readonly name: string;
  readonly begin: (redis: RedisServer) => unknown;
  readonly end: (redis: RedisServer) => unknown;
}

const nothing = (): void => undefined;

/** What happens to a Redis in its life, in turn. */
export const REDIS_FAULTS: readonly RedisFault[] = [
  { name: 'killed', begin: (redis) => redis.kill(), end: (redis) => redis.restart() },
  {
    name: 'paused',
    begin: (redis: RedisServer): void => {
      redis.pause();
    },
    end: (redis: RedisServer): void => {
      redis.resume();
    },
  },
  { name: 'flushed', begin: (redis) => redis.flush(), end: nothing },
  {
    name: 'full',
    begin: (redis) => redis.command('CONFIG', 'SET', 'maxmemory', '1'),
    end: (redis) => redis.command('CONFIG', 'SET', 'maxmemory', '0'),
  },
  {
    name: 'a replica',
    begin: (redis) => redis.command('REPLICAOF', '127.0.0.1', '1'),
    end: (redis) => redis.command('REPLICAOF', 'NO', 'ONE'),
  },
  {
    name: 'silent',
    begin: (redis) => redis.command('CLIENT', 'PAUSE', String(LONGEST_AWAY_MILLISECONDS), 'ALL'),
    // Answered when the pause is over.
    end: (redis) => redis.command('PING'),
  },
  { name: 'cut off', begin: (redis) => redis.command('CLIENT', 'KILL', 'SKIPME', 'yes'), end: nothing },
];

export interface RedisFaults {
  readonly redis: RedisServer;
  /** Of every service that uses it. */
  readonly origins: readonly string[];
  readonly admin: ApiClient;
  /** Another process of the engine than the one that is written to. */
  readonly other: string;
}

/** Breaks Redis again and again, writing and reading all the while. @throws Error when a service does not come back to it */
export async function breakRedis(
  faults: RedisFaults,
  { cycles, seed, progress }: FaultOptions,
): Promise<RedisCycle[]> {
  const random = seededRandom(seed);
  const done: RedisCycle[] = [];
  for (let cycle = 0; cycle < cycles; cycle++) {
    const fault = REDIS_FAULTS[cycle % REDIS_FAULTS.length] ?? REDIS_FAULTS[0];
    if (fault === undefined) break;
    progress(`cycle ${String(cycle + 1)} of ${String(cycles)}: Redis is ${fault.name}`);
    await pause(random() * LONGEST_LOAD_MILLISECONDS);
    done.push(await oneCycle(faults, fault, random() * LONGEST_AWAY_MILLISECONDS));
  }
  return done;
}

async function oneCycle(
  faults: RedisFaults,
  fault: RedisFault,
  awayMilliseconds: number,
): Promise<RedisCycle> {
  const { redis, origins } = faults;
  const began = performance.now();
  await fault.begin(redis);
  const staleWhileAway = await longestStale(faults, began + awayMilliseconds);
  const away = performance.now() - began;
  await fault.end(redis);
  const returned = performance.now();
  await Promise.all(origins.map(untilInUse));
  const back = performance.now() - returned;
  const staleAfterwards = await longestStale(faults, performance.now());
  return { fault: fault.name, away, back, stale: Math.max(staleWhileAway, staleAfterwards) };
}

/** Writes a policy and waits for the other process to show it, at least once and until then. */
async function longestStale({ admin, other }: RedisFaults, until: number): Promise<number> {
  const policy = `${other}/api/v1/policies/${DRAFT.id}`;
  let longest = 0;
  do {
    const { version } = (await admin.expect('POST', '/policies', DRAFT)) as { version: number };
    const written = performance.now();
    for (let shown = 0; shown < version;) {
      const response = await fetch(policy, { headers: admin.headers });
      ({ version: shown = 0 } = (await response.json()) as { version?: number });
    }
    longest = Math.max(longest, performance.now() - written);
    await pause(LOOK_EVERY_MILLISECONDS);
  } while (performance.now() < until);
  return longest;
}

async function untilInUse(origin: string): Promise<void> {
  const end = performance.now() + BACK_WITHIN_MILLISECONDS;
  while ((await MetricsScrape.of(origin)).sum('acgs_redis_usable') < 1) {
    if (performance.now() > end) throw new Error(`${origin} does not use Redis again.`);
    await pause(LOOK_EVERY_MILLISECONDS);
  }
}

const DRAFT = {
  id: 'redis-faults',
  title: 'Written while Redis is away',
  owner: 'workload',
  rules: [
    {
      id: 'never',
      title: 'Never',
      scope: { subjects: ['agent'], actions: ['never'], resources: ['never'] },
      when: 'true',
      effect: 'forbid',
      message: 'Never',
    },
  ],
};
