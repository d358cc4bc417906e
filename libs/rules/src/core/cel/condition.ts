/** The four variables a condition can read. */
export interface ConditionVariables {
  readonly subject: unknown;
  readonly action: unknown;
  readonly resource: unknown;
  readonly context: unknown;
}

/** A fault found when a condition is written. Lines and columns count from 1, columns in UTF-16 units. */
export interface ConditionFault {
  readonly message: string;
  readonly line: number;
  readonly column: number;
  readonly suggestion: string | null;
}

/** Why a condition could not be evaluated: a missing attribute, a wrong type, a spent step budget. */
export interface ConditionError {
  readonly error: string;
}

/** One value that a condition read, such as `action.properties.amount`. */
export interface ReadValue {
  readonly path: string;
  readonly value: unknown;
}

/** How a condition came out, made on demand and not on the hot path. */
export interface ConditionTrace {
  readonly result: boolean | ConditionError;
  readonly values: readonly ReadValue[];
  /** The first operand of the outermost conjunction that was not true; null when the result is true. */
  readonly firstFailing: { readonly text: string; readonly line: number; readonly column: number } | null;
  /** How many operands of the outermost conjunction held, and how many there are. */
  readonly holding: number;
  readonly operands: number;
}

/** A condition compiled once to closures. Both methods are pure and never throw. */
export interface CompiledCondition {
  readonly text: string;
  evaluate(variables: ConditionVariables): boolean | ConditionError;
  trace(variables: ConditionVariables): ConditionTrace;
}
