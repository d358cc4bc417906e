import { type CompiledCondition, type ConditionError } from './cel/condition.js';

/** Stands in for a stored condition that can't be used, and says why: evaluating it is always an error. */
export function unusableCondition(text: string, error: string): CompiledCondition {
  const result: ConditionError = Object.freeze({ error });
  return {
    text,
    evaluate: () => result,
    trace: () => ({ result, values: [], firstFailing: null, holding: 0, operands: 1 }),
  };
}
