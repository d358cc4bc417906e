import type { LoadStep } from './load-steps.js';

const GROWTH = 1.25;
const RATE_MAX = 100_000;
/** Below this share of what was due the system is full: more load would only lengthen the queue. */
const KEPT_UP_SHARE = 0.9;

export interface RampBounds {
  readonly firstRate: number;
  readonly steps: number;
}

/** Rates that grow by a quarter, until requests fail, the system keeps up no longer, or the steps are used up. */
export function rampRates({ firstRate, steps }: RampBounds): (done: readonly LoadStep[]) => number | null {
  return (done) => {
    const last = done.at(-1);
    if (last === undefined) return firstRate;
    const isFull = last.failed > 0 || last.rate < last.offered * KEPT_UP_SHARE;
    const next = Math.round(last.offered * GROWTH);
    return isFull || done.length >= steps || next > RATE_MAX ? null : next;
  };
}

/** The same rate again and again. */
export function steadyRates({ firstRate, steps }: RampBounds): (done: readonly LoadStep[]) => number | null {
  return (done) => (done.length < steps ? firstRate : null);
}

/**
 * The rate at which the p99 passes the target for good, on a line between the two steps around it; where requests begin to
 * fail instead, the last rate at which none did. Null when neither came about; 0 when it was so from the beginning.
 */
export function kneeOf(steps: readonly LoadStep[], targetMilliseconds: number): number | null {
  const below = steps.findLastIndex(({ p99, failed }) => p99 <= targetMilliseconds && failed === 0);
  const before = steps[below];
  const after = steps[below + 1];
  if (after === undefined) return null;
  if (before === undefined) return 0;
  if (after.p99 <= targetMilliseconds) return before.offered;
  const share = (targetMilliseconds - before.p99) / (after.p99 - before.p99);
  return Math.round(before.offered + share * (after.offered - before.offered));
}

/** The lowest rate at which a request failed; null when none did. */
export function firstErrorsAt(steps: readonly LoadStep[]): number | null {
  return steps.find(({ failed }) => failed > 0)?.offered ?? null;
}
