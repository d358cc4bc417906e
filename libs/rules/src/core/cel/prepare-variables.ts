import { type ConditionVariables } from './condition.js';

/**
 * Call once per request and pass the result to every condition: what many conditions read is then looked up once.
 * The request must not change while its conditions are evaluated.
 */
export function prepareVariables(variables: ConditionVariables): ConditionVariables {
  return variables;
}
