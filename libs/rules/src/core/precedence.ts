import { type Effect, type Outcome, type Reason, type RuleReference } from '@acgs/contracts';

/** What a reason says that bears on the outcome. A null effect means that nothing could permit. */
export type Finding = Pick<Reason, 'code' | 'effect'>;

/** `decidedBy` is the effect that brought the outcome about; null when the request was denied for want of a permit. */
export interface Verdict {
  readonly outcome: Outcome;
  readonly decidedBy: Effect | null;
}

const FORBIDDEN: Verdict = { outcome: 'deny', decidedBy: 'forbid' };
const ESCALATED: Verdict = { outcome: 'escalate', decidedBy: 'escalate' };
const PERMITTED: Verdict = { outcome: 'allow', decidedBy: 'permit' };
const NOT_PERMITTED: Verdict = { outcome: 'deny', decidedBy: null };

/**
 * The outcome that these findings amount to, in any order: a forbid denies; so does a finding without an effect; else
 * an escalate escalates; else a permit allows; else the default denies. A forbid or escalate that could not be
 * evaluated counts as matched, a permit does not, and a warn changes nothing. Once `isApproved`, no escalate escalates.
 */
export function verdictOf(findings: readonly Finding[], isApproved = false): Verdict {
  let verdict = NOT_PERMITTED;
  let permittable = true;
  for (const { code, effect } of findings) {
    if (effect === 'forbid') return FORBIDDEN;
    if (effect === null) permittable = false;
    else if (effect === 'escalate') verdict = isApproved ? verdict : ESCALATED;
    else if (effect === 'permit' && code === 'matched' && verdict === NOT_PERMITTED) verdict = PERMITTED;
  }
  return permittable ? verdict : NOT_PERMITTED;
}

/** Where a rule's reason stands among the others: lower comes first. */
export function placeOf(source: RuleReference['source'], effect: Effect): number {
  if (effect === 'forbid') return source === 'principle' ? 0 : 1;
  return effect === 'escalate' ? 2 : effect === 'permit' ? 3 : 4;
}
