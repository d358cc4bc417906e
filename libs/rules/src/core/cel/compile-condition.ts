import { checkCondition } from './check-condition.js';
import { type Run } from './code.js';
import {
  type CompiledCondition,
  type ConditionError,
  type ConditionTrace,
  type ConditionVariables,
} from './condition.js';
import { ConditionSyntaxError } from './condition-syntax-error.js';
import { runWithin } from './compile-expression.js';
import { compileNode } from './compile-node.js';
import { notBoolean } from './failure.js';
import { type Frame } from './frame.js';
import { type Operand, operandsOfConjunction } from './operands.js';
import { NO_PARAMETERS, type ParameterValues, readParameters, withParameters } from './parameters.js';
import { parseExpression } from './parse-expression.js';
import { frameOf } from './prepare-variables.js';
import { requestScope } from './scope.js';
import { positionOf } from './source-text.js';
import { type Node } from './syntax-tree.js';

/** @throws ConditionSyntaxError with every fault that checkCondition finds. */
export function compileCondition(text: string, parameters = NO_PARAMETERS): CompiledCondition {
  const faults = checkCondition(text, parameters);
  if (faults.length > 0) throw new ConditionSyntaxError(faults);
  return new ClosureCondition(text, parseExpression(text), parameters);
}

class ClosureCondition implements CompiledCondition {
  private readonly root: Node;
  private readonly run: Run;
  private traced: TracedCondition | null = null;

  constructor(
    readonly text: string,
    private readonly written: Node,
    private readonly parameters: ParameterValues,
  ) {
    this.root = withParameters(written, parameters);
    this.run = compileNode(this.root, requestScope(false)).run;
  }

  evaluate(variables: ConditionVariables): boolean | ConditionError {
    return truthOf(this.run, frameOf(variables));
  }

  trace(variables: ConditionVariables): ConditionTrace {
    this.traced ??= new TracedCondition(this.text, this.root);
    const trace = this.traced.trace(frameOf(variables));
    return { ...trace, values: [...trace.values, ...readParameters(this.written, this.parameters)] };
  }
}

/** Compiled a second time, to note what is read: made when the first trace is asked for. */
class TracedCondition {
  private readonly run: Run;
  private readonly operands: readonly (Operand & { readonly run: Run })[];

  constructor(
    private readonly text: string,
    root: Node,
  ) {
    this.run = compileNode(root, requestScope(true)).run;
    this.operands = operandsOfConjunction(root, text).map((operand) => ({
      ...operand,
      run: compileNode(operand.node, requestScope(false)).run,
    }));
  }

  trace(frame: Frame): ConditionTrace {
    frame.reads = [];
    const result = truthOf(this.run, frame);
    const values = new Map(frame.reads.map((read) => [read.path, read]));
    frame.reads = null;
    const held = this.operands.map(({ run }) => truthOf(run, frame) === true);
    const failing = result === true ? undefined : this.operands[held.indexOf(false)];
    return {
      result,
      values: [...values.values()],
      firstFailing:
        failing === undefined ? null : { text: failing.text, ...positionOf(this.text, failing.at) },
      holding: held.filter(Boolean).length,
      operands: held.length,
    };
  }
}

export function truthOf(run: Run, frame: Frame): boolean | ConditionError {
  const result = runWithin(run, frame);
  return typeof result === 'boolean' ? result : notBoolean(result);
}
