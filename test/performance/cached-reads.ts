import { CacheStatsSchema } from '@acgs/contracts';
import { Pool } from 'undici';
import type { ApiClient } from '../../tools/installation/api-client.js';
import { ZipfRanks } from './zipf.js';

/** So many different answers are asked for. */
export const CACHED_KEYS = 10_000;
/** A quarter of them: the local tier has to choose. */
export const LOCAL_ENTRIES = CACHED_KEYS / 4;
const CONNECTIONS = 32;

export interface ReadPlan {
  /** Of the engine's process that is asked. */
  readonly origin: string;
  readonly client: ApiClient;
  readonly ranks: Iterable<number>;
}

export interface HitRates {
  /** Share of the reads that the process had itself. */
  readonly local: number;
  /** Share of the others that Redis had. */
  readonly shared: number;
  readonly reads: number;
}

interface Counts {
  local: number;
  shared: number;
  reads: number;
  sharedReads: number;
}

/** Each rank once: what a process has read in the time for which answers are kept. */
export const everyRank = (): Iterable<number> => Array.from({ length: CACHED_KEYS }, (_, rank) => rank);

export function* zipfRanks(count: number, seed: number): Generator<number> {
  const ranks = new ZipfRanks(CACHED_KEYS, seed);
  for (let n = 0; n < count; n++) yield ranks.next();
}

/**
 * Reads pages of the list of policies, a different one for each rank. @throws Error when an answer is no success, since
 * figures would not tell the truth
 */
export async function readPages({ origin, client, ranks }: ReadPlan): Promise<void> {
  const pool = new Pool(origin, { connections: CONNECTIONS });
  const rest = ranks[Symbol.iterator]();
  const reader = async (): Promise<void> => {
    for (let next = rest.next(); next.done !== true; next = rest.next()) {
      const path = `/api/v1/policies?limit=1&cursor=page-${String(next.value)}`;
      const { statusCode, body } = await pool.request({ method: 'GET', path, headers: client.headers });
      await body.dump();
      if (statusCode !== 200) throw new Error(`${path} answers ${String(statusCode)}`);
    }
  };
  try {
    await Promise.all(Array.from({ length: CONNECTIONS }, reader));
  } finally {
    await pool.close();
  }
}

/** What became of the reads that the work does, in the one process that listens there. */
export async function hitRates(
  origin: string,
  client: ApiClient,
  work: () => Promise<void>,
): Promise<HitRates> {
  const before = await countsOf(origin, client);
  await work();
  const after = await countsOf(origin, client);
  const reads = after.reads - before.reads;
  return {
    reads,
    local: (after.local - before.local) / reads,
    shared: (after.shared - before.shared) / (after.sharedReads - before.sharedReads),
  };
}

async function countsOf(origin: string, client: ApiClient): Promise<Counts> {
  const response = await fetch(`${origin}/api/v1/cache/stats`, { headers: client.headers });
  const { classes } = CacheStatsSchema.parse(await response.json());
  const counts: Counts = { local: 0, shared: 0, reads: 0, sharedReads: 0 };
  for (const { hits, misses } of classes) {
    counts.local += hits.local;
    counts.shared += hits.shared;
    counts.reads += hits.local + misses.local;
    counts.sharedReads += hits.shared + misses.shared;
  }
  return counts;
}
