import { parse } from '@bufbuild/cel';
import { type ConditionFault } from './condition.js';

/** Every fault of a condition, in the order of the text; none when it can be compiled. */
export function checkCondition(text: string): ConditionFault[] {
  try {
    parse(text);
    return [];
  } catch (error) {
    const message = error instanceof Error ? error.message : 'the text can not be parsed';
    return [{ message, line: 1, column: 1, suggestion: null }];
  }
}
