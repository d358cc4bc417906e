import { checkCondition } from './check-condition.js';
import { type ConditionError, type ConditionVariables } from './condition.js';
import { lastingParts } from './compile-lasting.js';
import { truthOf } from './compile-condition.js';
import { compileNode } from './compile-node.js';
import { Frame } from './frame.js';
import { type ParameterValues, withParameters } from './parameters.js';
import { parseExpression } from './parse-expression.js';
import { requestScope } from './scope.js';

/**
 * A condition over the same requests again and again, each time with other parameters: what in it no parameter touches is
 * evaluated once for each request. It gives what compiling and evaluating it every time would give, spent budgets included.
 * The requests must not change.
 */
export class RepeatedCondition {
  private readonly frames: readonly Frame[];

  constructor(
    private readonly text: string,
    requests: readonly ConditionVariables[],
  ) {
    this.frames = requests.map((request) => {
      const frame = new Frame(request);
      frame.lasting = [];
      return frame;
    });
  }

  /** One result for each request; null when the condition does not compile with these. */
  evaluate(parameters: ParameterValues): (boolean | ConditionError)[] | null {
    if (checkCondition(this.text, parameters).length > 0) return null;
    const written = parseExpression(this.text);
    const lasting = new Map(lastingParts(written).map((node, place) => [node, place]));
    const scope = { ...requestScope(false), lasting };
    const { run } = compileNode(withParameters(written, parameters), scope);
    return this.frames.map((frame) => truthOf(run, frame));
  }
}
