import { type Run } from './code.js';
import { compileNode } from './compile-node.js';
import { BudgetSpentError, Failure } from './failure.js';
import { Frame } from './frame.js';
import { parseExpression } from './parse-expression.js';

/** How many steps one evaluation may take. */
const STEP_BUDGET = 100_000;

export interface ExpressionOptions {
  /** The names that bindings may have; dots allowed. */
  readonly variables: readonly string[];
  /** The namespace of names without one. */
  readonly container: string;
}

export interface CompiledExpression {
  /** A CEL value or a Failure; never throws. */
  evaluate(bindings: Readonly<Record<string, unknown>>): unknown;
}

/**
 * Any expression over any variables, unchecked, with no bound on its length: for conformance tests.
 * @throws what parseExpression throws.
 */
export function compileExpression(text: string, options: ExpressionOptions): CompiledExpression {
  const { run } = compileNode(parseExpression(text), {
    ofRequest: false,
    variables: new Set(options.variables),
    container: options.container,
    locals: new Map(),
    depth: 0,
    tracing: false,
  });
  return { evaluate: (bindings) => runWithin(run, new Frame(bindings)) };
}

/** Runs with a full budget; what goes wrong is a Failure. */
export function runWithin(run: Run, frame: Frame): unknown {
  frame.start(STEP_BUDGET);
  try {
    return run(frame);
  } catch (error) {
    if (error instanceof BudgetSpentError) return new Failure(error.message);
    return new Failure(
      `the condition could not be evaluated: ${error instanceof Error ? error.message : 'unknown'}`,
    );
  }
}
