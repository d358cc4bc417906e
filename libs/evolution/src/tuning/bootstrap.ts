import { Random } from '../core/random.js';
import { type CaseShares, shareOf, type Stratum, strataOf } from './objectives.js';
import { type EvidenceCase } from './evidence.js';

/** Between which bounds 95 of 100 resamples lie. */
export interface Interval {
  readonly low: number;
  readonly high: number;
}

const RESAMPLES = 2000;
/** Below the interval, and above it. */
const TAIL = 0.025;

/**
 * A percentile interval by bootstrap (Efron and Tibshirani 1993, chapter 13), resampled within each label. Of `n` cases with
 * `k` hits a resample has binomially many, of `n` and `k/n`: so one number is drawn for each, and not `n`. Where no case is a hit,
 * or each is, no resample differs: then the other bound is that of Clopper and Pearson (1934), some 3.7/n away.
 */
export function bootstrapInterval(strata: readonly Stratum[], random: Random): Interval {
  const draws = strata
    .filter(({ cases }) => cases > 0)
    .map(({ cases, hits }) => ({ cases, of: binomial(cases, hits / cases) }));
  const shares = Array.from({ length: RESAMPLES }, () =>
    shareOf(draws.map(({ cases, of }) => ({ cases, hits: of(random.next()) }))),
  ).sort((one, other) => one - other);
  const [low, high] = [quantile(shares, TAIL), quantile(shares, 1 - TAIL)];
  const missed = unseen(strata.reduce((sum, { cases }) => sum + cases, 0));
  return { low: low === 1 ? 1 - missed : low, high: high === 0 ? missed : high };
}

/** The greatest share of which none among so many cases is no surprise; 0 without cases, which tell nothing. */
const unseen = (cases: number): number => (cases === 0 ? 0 : 1 - TAIL ** (1 / cases));

export type CaseIntervals = Readonly<Record<keyof CaseShares, Interval>>;

/** Of each share that depends on cases. The same seed gives the same intervals. */
export function bootstrapIntervals(
  cases: readonly EvidenceCase[],
  outcomes: Uint8Array,
  seed: number,
): CaseIntervals {
  const random = Random.seeded(seed);
  const { harm, stopped, asked } = strataOf(cases, outcomes);
  return {
    harm: bootstrapInterval(harm, random),
    stopped: bootstrapInterval(stopped, random),
    asked: bootstrapInterval(asked, random),
  };
}

const quantile = (sorted: readonly number[], share: number): number =>
  sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? 0;

/** The number of hits in `count` trials below which so great a share of the distribution lies: its quantile function. */
function binomial(count: number, probability: number): (share: number) => number {
  if (probability <= 0) return () => 0;
  if (probability >= 1) return () => count;
  const cumulated = cumulatedWeights(count, probability);
  const total = cumulated.at(-1) ?? 1;
  return (share) => placeOf(cumulated, share * total);
}

/** Up to a factor: from the most likely number outwards, since far from it a weight is too small for a double. */
function cumulatedWeights(count: number, probability: number): Float64Array {
  const weights = new Float64Array(count + 1);
  const mode = Math.min(count, Math.floor((count + 1) * probability));
  const odds = probability / (1 - probability);
  weights[mode] = 1;
  for (let hits = mode; hits < count; hits++) {
    weights[hits + 1] = (weights[hits] ?? 0) * ((count - hits) / (hits + 1)) * odds;
  }
  for (let hits = mode; hits > 0; hits--) {
    weights[hits - 1] = (weights[hits] ?? 0) * (hits / (count - hits + 1) / odds);
  }
  let sum = 0;
  return weights.map((weight) => (sum += weight));
}

/** The first that is above, by halving. */
function placeOf(ascending: Float64Array, value: number): number {
  let [low, high] = [0, ascending.length - 1];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((ascending[middle] ?? 0) > value) high = middle;
    else low = middle + 1;
  }
  return low;
}
