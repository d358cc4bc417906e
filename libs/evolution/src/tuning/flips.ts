import { type Outcome } from '@acgs/contracts';
import { type EvidenceCase } from './evidence.js';
import { Code, OUTCOMES } from './standing.js';

/** A case that comes out differently than today. */
export interface Flip {
  readonly id: string;
  readonly action: string;
  readonly label: Outcome;
  readonly from: Outcome;
  readonly to: Outcome;
  /** Measured by the label: see `ORDERS`. */
  readonly change: 'better' | 'worse';
}

/** By label, the outcomes from the best to the worst: harm is held back first, and then people are spared. */
const ORDERS: Readonly<Record<Outcome, readonly Outcome[]>> = {
  allow: ['allow', 'escalate', 'deny'],
  deny: ['deny', 'escalate', 'allow'],
  escalate: ['escalate', 'deny', 'allow'],
};

/** @param today and candidate: one code for each case, as `Score.outcomes` has them */
export function flipsOf(
  cases: readonly Pick<EvidenceCase, 'id' | 'action' | 'label'>[],
  today: Uint8Array,
  candidate: Uint8Array,
): Flip[] {
  return cases.flatMap(({ id, action, label }, place) => {
    const [from, to] = [outcomeOf(today[place]), outcomeOf(candidate[place])];
    if (from === to) return [];
    const order = ORDERS[label];
    const change = order.indexOf(to) < order.indexOf(from) ? 'better' : 'worse';
    return [{ id, action, label, from, to, change }];
  });
}

/** What is not known denies. */
const outcomeOf = (code: number = Code.deny): Outcome => OUTCOMES[code] ?? 'deny';
