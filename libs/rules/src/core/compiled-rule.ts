import { type Effect, type Obligation, type Reason, type RuleReference, type Scope } from '@acgs/contracts';
import { type CompiledCondition } from './cel/condition.js';
import { placeOf } from './precedence.js';
import { type RuleSource } from './rule-source.js';
import { sharedCondition } from './shared-condition.js';
import { unusableCondition } from './unusable-condition.js';

/** A rule ready to evaluate. `matched` is the reason it gives when its condition holds, made once. */
export interface CompiledRule {
  readonly scope: Scope;
  readonly effect: Effect;
  readonly reference: RuleReference;
  readonly condition: CompiledCondition;
  readonly matched: Reason;
  readonly obligations: readonly Obligation[];
}

/** In the order in which their reasons are given. */
export function compileRules(sources: readonly RuleSource[]): CompiledRule[] {
  return [...sources].sort(byPrecedence).map(compileRule);
}

/** The reason that a rule gives when its condition could not be evaluated. */
export function errorReason(rule: CompiledRule, error: string): Reason {
  return { ...rule.matched, code: 'error', error };
}

function compileRule(source: RuleSource): CompiledRule {
  const { reference, effect, scope, when, parameters, fault, message, obligations } = source;
  const rule = Object.freeze({ ...reference });
  const matched: Reason = { code: 'matched', rule, effect, message, condition: when, error: null };
  const condition = fault === null ? sharedCondition(when, parameters) : unusableCondition(when, fault);
  return { scope, effect, reference: rule, condition, matched: Object.freeze(matched), obligations };
}

function byPrecedence(a: RuleSource, b: RuleSource): number {
  return (
    placeOf(a.reference.source, a.effect) - placeOf(b.reference.source, b.effect) ||
    compareText(a.reference.policyId ?? '', b.reference.policyId ?? '') ||
    compareText(a.reference.id, b.reference.id)
  );
}

/** By UTF-16 units: the same order in every locale. */
function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
