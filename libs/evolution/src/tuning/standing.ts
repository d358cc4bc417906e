import { type Outcome } from '@acgs/contracts';
import { type Evaluation } from '@acgs/rules';

/**
 * What some rules of a set alone amount to for a request, from the weakest to the strongest. By the order of precedence
 * the strongest of all parts of a set is what the whole amounts to.
 */
export const Standing = { none: 0, permit: 1, escalate: 2, forbid: 3 } as const;

/** Outcomes by their codes, for arrays of bytes. */
export const OUTCOMES = ['allow', 'deny', 'escalate'] as const satisfies readonly Outcome[];

export const Code = { allow: 0, deny: 1, escalate: 2 } as const satisfies Record<Outcome, number>;

/** Of an evaluation by part of a rule set. */
export function standingOf({ outcome, reasons: [first] }: Evaluation): number {
  if (outcome === 'allow') return Standing.permit;
  if (outcome === 'escalate') return Standing.escalate;
  return first?.effect === 'forbid' ? Standing.forbid : Standing.none;
}

/** The code of the outcome that a whole rule set comes to. */
export function codeOf(standing: number): number {
  if (standing === Standing.permit) return Code.allow;
  return standing === Standing.escalate ? Code.escalate : Code.deny;
}
