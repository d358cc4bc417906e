import type { FlipChange, Outcome, SimulationResult } from '@acgs/contracts';

const OUTCOMES: readonly Outcome[] = ['allow', 'deny', 'escalate'];

/** What was counted, in the form in which it is kept. */
export interface ReplayCounts {
  /** By recorded outcome, then by that of the candidate. */
  readonly outcomes: Record<Outcome, Record<Outcome, number>>;
  incomparable: number;
  better: number;
  worse: number;
  neither: number;
  /** Flips that can be read one by one. */
  kept: number;
}

export const noCounts = (): ReplayCounts => ({
  outcomes: {
    allow: { allow: 0, deny: 0, escalate: 0 },
    deny: { allow: 0, deny: 0, escalate: 0 },
    escalate: { allow: 0, deny: 0, escalate: 0 },
  },
  incomparable: 0,
  better: 0,
  worse: 0,
  neither: 0,
  kept: 0,
});

export function countChange(counts: ReplayCounts, change: FlipChange): void {
  if (change !== 'unlabelled') counts[change]++;
}

/** Adds what was counted on a page. */
export function addCounts(counts: ReplayCounts, page: ReplayCounts): void {
  for (const recorded of OUTCOMES) {
    for (const candidate of OUTCOMES)
      counts.outcomes[recorded][candidate] += page.outcomes[recorded][candidate];
  }
  for (const name of ['incomparable', 'better', 'worse', 'neither', 'kept'] as const)
    counts[name] += page[name];
}

export function resultOf({
  outcomes,
  incomparable,
  better,
  worse,
  neither,
  kept,
}: ReplayCounts): SimulationResult {
  const pairs = OUTCOMES.flatMap((recorded) =>
    OUTCOMES.map((candidate) => ({ recorded, candidate, count: outcomes[recorded][candidate] })),
  );
  const sum = (of: typeof pairs): number => of.reduce((total, { count }) => total + count, 0);
  const flips = sum(pairs.filter(({ recorded, candidate }) => recorded !== candidate));
  return {
    compared: sum(pairs),
    incomparable,
    outcomes: pairs,
    flips,
    kept,
    better,
    worse,
    neither,
    unlabelled: flips - better - worse - neither,
  };
}
