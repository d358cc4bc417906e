import { addedByLocalHit } from './cache-hit-cost.js';
import {
  CACHED_KEYS,
  everyRank,
  hitRates,
  type HitRates,
  LOCAL_ENTRIES,
  readPages,
  zipfRanks,
} from './cached-reads.js';
import { type MeasuredInstallation, withMeasuredInstallation } from './measured-installation.js';
import {
  figureAtLeast,
  figureBelow,
  type Measurement,
  type MeasurementCommand,
  type MeasurementOptions,
} from './measurement.js';

const BLOCKS = 400;
const BLOCKS_LONG = 4000;
const WARM_UP_READS = 20_000;
const READS = 40_000;
const READS_LONG = 400_000;

export const command: MeasurementCommand = {
  name: 'bench -- cache',
  summary: 'what a local hit costs, and how often either tier has what is asked for',
  run: async (options) => {
    options.progress('local hits in memory');
    const added = await addedByLocalHit(options.long ? BLOCKS_LONG : BLOCKS);
    const environment = { CACHE_LOCAL_MAX_ENTRIES: String(LOCAL_ENTRIES) };
    return withMeasuredInstallation({ ...options, environment, policies: 10 }, (measured) =>
      measure(measured, added, options),
    );
  },
};

/** A second process of the engine has read every key once; the first is asked by Zipf's law. */
async function measure(
  { installation, admin, redis }: MeasuredInstallation,
  added: number,
  { long, progress }: MeasurementOptions,
): Promise<Measurement> {
  if (redis === null) throw new Error('redis-server is not installed: there is no shared tier to measure.');
  const origin = installation.url('governance-engine');
  const second = await installation.startSecond('governance-engine');
  progress('another process reads every key once');
  await readPages({ origin: second.url, client: admin, ranks: everyRank() });
  progress('warm-up');
  await readPages({ origin, client: admin, ranks: zipfRanks(WARM_UP_READS, 1) });
  progress('reads by Zipf');
  const count = long ? READS_LONG : READS;
  const rates = await hitRates(origin, admin, () =>
    readPages({ origin, client: admin, ranks: zipfRanks(count, 2) }),
  );
  return {
    figures: [
      figureBelow('cache.local.added', added, 'µs', 5),
      figureAtLeast('hit.local', rates.local, 'share', 0.7),
      figureAtLeast('hit.redis', rates.shared, 'share', 0.85),
    ],
    context: contextOf(rates),
    table: 'Cached reads of one engine process over HTTP; a second process shares its Redis',
  };
}

function contextOf({ reads }: HitRates): Record<string, unknown> {
  return {
    workload: `${String(CACHED_KEYS)} pages of the list of policies, by Zipf's law with exponent 1`,
    loadModel: `closed loop of 32 connections, ${String(reads)} reads after ${String(WARM_UP_READS)} that are not counted`,
    'hit.local': `share of the reads; the local tier has room for ${String(LOCAL_ENTRIES)} answers`,
    'hit.redis':
      'share of the reads that missed locally; before, another process has read every key once, as happens within the time for which answers are kept',
    'cache.local.added':
      'the interceptor on a local hit against a handler that has its answer at hand; mean of blocks of 500, median of the differences',
  };
}
