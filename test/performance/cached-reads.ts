import { CacheStatsSchema } from '@acgs/contracts';
import { Pool } from 'undici';
import type { ApiClient } from '../../tools/installation/api-client.js';
import type { MeasuredInstallation } from './measured-installation.js';
import { type Figure, figureAtLeast, NOT_MEASURED, NotMeasurableError } from './measurement.js';
import { ZipfRanks } from './zipf.js';

/** So many different answers are asked for. */
const CACHED_KEYS = 10_000;
/** A quarter of them: the local tier has to choose. */
const LOCAL_ENTRIES = CACHED_KEYS / 4;
/** Of draws at random, by which a share may differ from what it is on the whole. */
const LUCK = 0.02;
const CONNECTIONS = 32;
/** As come within the 600 s for which answers are kept at 170 a second: what is asked for seldom is not there by then. */
const WARM_UP_READS = { other: 80_000, measured: 20_000 };

interface ReadPlan {
  readonly origin: string;
  readonly client: ApiClient;
  readonly ranks: Iterable<number>;
}

interface HitRates {
  /** Share of the reads that the process had itself. */
  readonly local: number;
  readonly reads: number;
  /** Share of the others that Redis had. */
  readonly shared: number;
}

interface Counts {
  local: number;
  shared: number;
  reads: number;
  sharedReads: number;
}

/** An engine of this environment keeps fewer answers than are asked for. */
export const CACHE_ENVIRONMENT = { CACHE_LOCAL_MAX_ENTRIES: String(LOCAL_ENTRIES) };

function* zipfRanks(count: number, seed: number): Generator<number> {
  const ranks = new ZipfRanks(CACHED_KEYS, seed);
  for (let n = 0; n < count; n++) yield ranks.next();
}

export interface ZipfOptions {
  /** Where the reads go: the engine's address, or the gateway's. */
  readonly origin: string;
  readonly reads: number;
  readonly progress: (text: string) => void;
}

/**
 * Reads pages by Zipf's law, after a second process of the engine and this one have done so for a while, and gives the
 * shares of hits. Redis is empty at first. Without it there is no second process, and no figure of its tier.
 */
export async function hitFigures(
  { installation, admin: client, redis }: MeasuredInstallation,
  { origin, reads, progress }: ZipfOptions,
): Promise<Figure[]> {
  if (redis !== null) {
    progress('reads of another process by Zipf, not counted');
    const second = await installation.startSecond('governance-engine');
    await readPages({ origin: second.url, client, ranks: zipfRanks(WARM_UP_READS.other, 3) });
    await second.service.stop();
  }
  progress('reads by Zipf, not yet counted');
  await readPages({ origin, client, ranks: zipfRanks(WARM_UP_READS.measured, 1) });
  progress('reads by Zipf');
  const rates = await hitRates(installation.url('governance-engine'), client, () =>
    readPages({ origin, client, ranks: zipfRanks(reads, 2) }),
  );
  if (rates.reads !== reads)
    throw new NotMeasurableError(
      `${String(reads)} pages were read, and the engine counts ${String(rates.reads)}.`,
    );
  const most = new ZipfRanks(CACHED_KEYS, 0).shareOfFirst(LOCAL_ENTRIES) + LUCK;
  if (rates.local > most)
    throw new NotMeasurableError(
      `The local tier has ${String(rates.local)} of the pages, and room for ${String(most)}: it gives one for another.`,
    );
  return [
    figureAtLeast('hit.redis', redis === null ? NOT_MEASURED : rates.shared, 'share', 0.85),
    figureAtLeast('hit.local', rates.local, 'share', 0.7),
  ];
}

/** What the figures are of. */
export const contextOfReads = (reads: number): Record<string, unknown> => ({
  workload: `${String(CACHED_KEYS)} pages of the list of policies, each from another place on, by Zipf's law with exponent 1`,
  loadModel: `closed loop of ${String(CONNECTIONS)} connections, ${String(reads)} reads after ${String(WARM_UP_READS.measured)} that are not counted`,
  'hit.local': `share of the reads; the local tier of the engine has room for ${String(LOCAL_ENTRIES)} answers`,
  'hit.redis': `share of the reads that missed locally; Redis was empty before another process read ${String(WARM_UP_READS.other)} times by the same law`,
});

/**
 * Reads pages of the list of policies, a different one for each rank. @throws Error when an answer is no success, since
 * figures would not tell the truth
 */
async function readPages({ origin, client, ranks }: ReadPlan): Promise<void> {
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
async function hitRates(origin: string, client: ApiClient, work: () => Promise<void>): Promise<HitRates> {
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
