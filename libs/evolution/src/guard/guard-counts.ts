import { type ActionOutcomes, addedOutcomes, countOf } from './action-outcomes.js';

const MINUTE = 60 * 1000;
const LONGEST = 5 * MINUTE;
const SHORTEST = 1000;

/** So far back, and no more decisions than that, the version before is looked at. */
const BEFORE = 6 * 60 * MINUTE;
const BEFORE_ENOUGH = 10_000;

/** A time in milliseconds, its end not included. */
export interface Slice {
  readonly from: number;
  readonly to: number;
}

/**
 * What a guard has counted, in slices that are each short enough to be answered. `before` goes back from when the version became
 * active; `live` goes forward with the time. `again` follows `live` from the beginning and then takes its place, for the labels
 * that came since.
 */
export interface GuardCounts {
  readonly before: { readonly from: number; readonly outcomes: readonly ActionOutcomes[] };
  readonly live: { readonly until: number; readonly outcomes: readonly ActionOutcomes[] };
  readonly again: {
    /** When this round began. */
    readonly since: number;
    readonly until: number;
    readonly outcomes: readonly ActionOutcomes[];
  };
  /** When the last round that was completed began. */
  readonly recounted: number;
  /** Before that, nothing is counted again. */
  readonly restUntil: number;
  /** How long the next slice may be. */
  readonly slice: number;
}

export type CountedPart = 'before' | 'live' | 'again';

/** @param start when the version became active */
export const noCounts = (start: number): GuardCounts => ({
  before: { from: start, outcomes: [] },
  live: { until: start, outcomes: [] },
  again: { since: start, until: start, outcomes: [] },
  recounted: start,
  restUntil: start,
  slice: LONGEST,
});

/** What has to be counted next, null when there is nothing. @param time from when the version became active up to now */
export function nextSlice(
  { before, live, again, slice }: GuardCounts,
  part: CountedPart,
  time: Slice,
): Slice | null {
  if (part === 'before') {
    const decisions = before.outcomes.reduce((sum, one) => sum + countOf(one), 0);
    const earliest = time.from - BEFORE;
    if (before.from <= earliest || decisions >= BEFORE_ENOUGH) return null;
    return { from: Math.max(earliest, before.from - slice), to: before.from };
  }
  const [from, end] = part === 'live' ? [live.until, time.to] : [again.until, live.until];
  return from >= end ? null : { from, to: Math.min(end, from + slice) };
}

/** @param start when the version became active @param now when this was answered */
export function withSlice(
  counts: GuardCounts,
  part: CountedPart,
  { from, to }: Slice,
  found: readonly ActionOutcomes[],
  { start, now }: { readonly start: number; readonly now: number },
): GuardCounts {
  const next = { ...counts, slice: Math.min(LONGEST, counts.slice * 2) };
  const added = addedOutcomes(counts[part].outcomes, found);
  if (part === 'before') return { ...next, before: { from, outcomes: added } };
  if (part === 'live') return { ...next, live: { until: to, outcomes: added } };
  const { since } = counts.again;
  if (to < counts.live.until) return { ...next, again: { since, until: to, outcomes: added } };
  return {
    ...next,
    live: { until: to, outcomes: added },
    again: { since: now, until: start, outcomes: [] },
    recounted: since,
  };
}

/** After a slice that was not answered. */
export const withShorterSlices = (counts: GuardCounts): GuardCounts => ({
  ...counts,
  slice: Math.max(SHORTEST, Math.floor(counts.slice / 2)),
});

/** Whether all was counted after the time was over, labels that came until then included. */
export const isSettled = ({ live, recounted }: GuardCounts, end: number): boolean =>
  live.until >= end && recounted >= end;
