import { type ConditionError } from './condition.js';
import { kindOf, namesOf } from './kinds.js';

/** An error of an evaluation. It is a value, not an exception: `||` and `&&` may still come to a result. */
export class Failure implements ConditionError {
  constructor(readonly error: string) {}
}

/** Thrown, unlike a Failure: nothing can absorb a spent budget. */
export class BudgetSpentError extends Error {
  override readonly name = 'BudgetSpentError';

  constructor(steps: number) {
    super(`step budget of ${steps} spent`);
  }
}

/** The failure of the first value that is one, else that the function takes no values of these types. */
export function refuse(name: string, ...values: readonly unknown[]): Failure {
  for (const value of values) if (value instanceof Failure) return value;
  return new Failure(`'${name}' does not take (${values.map((value) => namesOf(kindOf(value))).join(', ')})`);
}

/** What a condition or an operand of a logical operator is when it is neither true nor false. */
export function notBoolean(value: unknown): Failure {
  return value instanceof Failure ? value : new Failure(`expected a bool, found ${namesOf(kindOf(value))}`);
}
