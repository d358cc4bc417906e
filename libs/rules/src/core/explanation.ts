import { type ConditionExplanation, type Explanation } from '@acgs/contracts';
import { type ConditionTrace, type ConditionVariables } from './cel/condition.js';
import { type CompiledRule } from './compiled-rule.js';

const NEAREST_PERMITS_MAX = 3;

interface Traced {
  readonly rule: CompiledRule;
  readonly trace: ConditionTrace;
}

/** @param rules those in scope, in the order of their reasons. */
export function explanationOf(rules: readonly CompiledRule[], variables: ConditionVariables): Explanation {
  const reasoned: CompiledRule[] = [];
  const idle: CompiledRule[] = [];
  for (const rule of rules) {
    const list = rule.condition.evaluate(variables) === false ? idle : reasoned;
    list.push(rule);
  }
  const traced = (rule: CompiledRule): Traced => ({ rule, trace: rule.condition.trace(variables) });
  const permits = idle.filter(({ effect }) => effect === 'permit').map(traced);
  return {
    rules: reasoned.map(traced).map(explained),
    nearestPermits: permits
      .sort((a, b) => holdingShare(b.trace) - holdingShare(a.trace))
      .slice(0, NEAREST_PERMITS_MAX)
      .map(explained),
  };
}

function holdingShare({ holding, operands }: ConditionTrace): number {
  return operands === 0 ? 0 : holding / operands;
}

function explained({ rule, trace }: Traced): ConditionExplanation {
  const { result, values, firstFailing } = trace;
  return {
    rule: rule.reference,
    effect: rule.effect,
    condition: rule.condition.text,
    result: result === true ? 'matched' : result === false ? 'not-matched' : 'error',
    error: typeof result === 'boolean' ? null : result.error,
    values: values.map(({ path, value }) => ({ path, value })),
    firstFailing: firstFailing === null ? null : { ...firstFailing },
  };
}
