import { type CompiledCondition, type ConditionError } from './cel/condition.js';

/** Stands in for a stored condition that this version cannot compile: evaluating it is always an error. */
export function unusableCondition(text: string, fault: string): CompiledCondition {
  const result: ConditionError = Object.freeze({ error: `the condition does not compile: ${fault}` });
  return {
    text,
    evaluate: () => result,
    trace: () => ({ result, values: [], firstFailing: null, holding: 0, operands: 1 }),
  };
}
