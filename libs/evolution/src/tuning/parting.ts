import { type CaseIntervals, type Interval } from './bootstrap.js';
import { type CaseShares } from './objectives.js';

/** What was measured on one side of a split. */
export interface Measured {
  readonly shares: CaseShares;
  readonly intervals: CaseIntervals;
}

/** A share that is worse on what was held out than chance explains: the candidate may be fitted to its training. */
export interface PartingWarning {
  readonly objective: keyof CaseShares;
  readonly training: number;
  readonly heldOut: number;
}

const CASE_OBJECTIVES = ['harm', 'stopped', 'asked'] as const satisfies readonly (keyof CaseShares)[];

/**
 * One for each share that is greater on what was held out, when each of the two values lies outside of the other's
 * interval. One side alone would be too strict: where training has no hit its interval is a point.
 */
export const partingWarnings = (training: Measured, heldOut: Measured): PartingWarning[] =>
  CASE_OBJECTIVES.filter(
    (objective) =>
      isAbove(heldOut.shares[objective], training.intervals[objective]) &&
      isBelow(training.shares[objective], heldOut.intervals[objective]),
  ).map((objective) => ({
    objective,
    training: training.shares[objective],
    heldOut: heldOut.shares[objective],
  }));

const isAbove = (value: number, { high }: Interval): boolean => value > high;
const isBelow = (value: number, { low }: Interval): boolean => value < low;
