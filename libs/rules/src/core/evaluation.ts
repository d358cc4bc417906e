import { type Decision, type Obligation, type Reason, type ReasonCode } from '@acgs/contracts';

/**
 * What the rules make of a request. Reasons stand in the order of precedence, then by policy id and rule id; one that
 * concerns no rule comes first. Arrays and reasons may be shared between evaluations, and are then frozen.
 */
export type Evaluation = Pick<Decision, 'outcome' | 'reasons' | 'obligations'>;

export const NO_OBLIGATIONS: Obligation[] = [];
Object.freeze(NO_OBLIGATIONS);

/** A reason for denying that concerns no rule. */
export function generalReason(code: Exclude<ReasonCode, 'matched' | 'error'>, message: string): Reason {
  return Object.freeze({ code, rule: null, effect: null, message, condition: null, error: null });
}

/** A denial that no request and no rule can change. */
export function denialFor(reason: Reason): Evaluation {
  const reasons = [reason];
  Object.freeze(reasons);
  return Object.freeze({ outcome: 'deny', reasons, obligations: NO_OBLIGATIONS });
}

const STALE = denialFor(
  generalReason('rules-stale', 'The rules could not be confirmed within the freshness bound'),
);

/** The answer to every request while the rules are older than the freshness bound. */
export function staleEvaluation(): Evaluation {
  return STALE;
}
