import { type EvidenceCase } from './evidence.js';
import { Code } from './standing.js';

/** What a search can make small, in the order of its objectives. */
export const OBJECTIVES = ['harm', 'stopped', 'asked', 'distance'] as const;
export type Objective = (typeof OBJECTIVES)[number];

/**
 * All from 0 to 1.
 * - harm: of the cases labelled deny or escalate, the share that is allowed. One that was approved has been escalated
 *   before, so that its label escalate is met.
 * - stopped: of the cases labelled allow or escalate, the share that is denied: a person might have let it through.
 * - asked: of the cases labelled allow, the share that is escalated. Asking about harm is no loss: somebody says no.
 * - distance: from today's settings, as `TuningSpace.distance` has it.
 */
export type Objectives = Readonly<Record<Objective, number>>;

/** Those that depend on cases. */
export type CaseShares = Omit<Objectives, 'distance'>;

/** Of no cases the share is 0. */
export function sharesOf(cases: readonly EvidenceCase[], outcomes: Uint8Array): CaseShares {
  const strata = strataOf(cases, outcomes);
  return {
    harm: shareOf(strata.harm),
    stopped: shareOf(strata.stopped),
    asked: shareOf(strata.asked),
  };
}

/** How many cases there are of one label, and in how many of them something is so. */
export interface Stratum {
  readonly cases: number;
  readonly hits: number;
}

/** What each share is made of, by label. */
export function strataOf(
  cases: readonly EvidenceCase[],
  outcomes: Uint8Array,
): Readonly<Record<keyof CaseShares, readonly Stratum[]>> {
  const tallies = { allow: emptyTally(), deny: emptyTally(), escalate: emptyTally() };
  cases.forEach(({ label, approved }, place) => {
    const tally = tallies[label];
    tally.cases++;
    const outcome = outcomes[place];
    if (outcome === Code.deny) tally.denied++;
    else if (outcome === Code.escalate) tally.escalated++;
    else if (label !== 'escalate' || !approved) tally.allowed++;
  });
  const { allow, deny, escalate } = tallies;
  return {
    harm: [deny, escalate].map(({ cases: count, allowed }) => ({ cases: count, hits: allowed })),
    stopped: [allow, escalate].map(({ cases: count, denied }) => ({ cases: count, hits: denied })),
    asked: [{ cases: allow.cases, hits: allow.escalated }],
  };
}

const emptyTally = (): Record<'cases' | 'allowed' | 'denied' | 'escalated', number> => ({
  ...{ cases: 0, allowed: 0, denied: 0, escalated: 0 },
});

export function shareOf(strata: readonly Stratum[]): number {
  const [cases, hits] = [sum(strata, 'cases'), sum(strata, 'hits')];
  return cases === 0 ? 0 : hits / cases;
}

const sum = (strata: readonly Stratum[], member: keyof Stratum): number =>
  strata.reduce((total, stratum) => total + stratum[member], 0);

/** The chosen ones in the order of `OBJECTIVES`, as the search wants them. */
export const chosenObjectives = (objectives: Objectives, chosen: readonly Objective[]): number[] =>
  OBJECTIVES.filter((objective) => chosen.includes(objective)).map((objective) => objectives[objective]);
