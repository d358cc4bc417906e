import { type ConditionFault } from './condition.js';

/** Thrown when a text is no condition; `faults` holds every fault, in the order of the text. */
export class ConditionSyntaxError extends Error {
  override readonly name = 'ConditionSyntaxError';

  constructor(readonly faults: readonly ConditionFault[]) {
    super(faults.map((fault) => `${fault.line}:${fault.column} ${fault.message}`).join('; '));
  }
}
