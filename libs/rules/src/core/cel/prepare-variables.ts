import { type ConditionVariables } from './condition.js';
import { Frame } from './frame.js';

/**
 * Call once per request and pass the result to every condition: what many conditions read is then looked up and checked
 * for getters once. The request must not change while its conditions are evaluated.
 */
export function prepareVariables(variables: ConditionVariables): ConditionVariables {
  return frameOf(variables);
}

export function frameOf(variables: ConditionVariables): Frame {
  return variables instanceof Frame ? variables : new Frame(variables);
}
