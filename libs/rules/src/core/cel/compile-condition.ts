import { celEnv, isCelError, parse, plan } from '@bufbuild/cel';
import { strings } from '@bufbuild/cel/ext';
import { checkCondition } from './check-condition.js';
import { type CompiledCondition, type ConditionVariables } from './condition.js';
import { ConditionSyntaxError } from './condition-syntax-error.js';

type Bindings = NonNullable<Parameters<ReturnType<typeof plan>>[0]>;

/** @throws ConditionSyntaxError with every fault that checkCondition finds. */
export function compileCondition(text: string): CompiledCondition {
  const faults = checkCondition(text);
  if (faults.length > 0) throw new ConditionSyntaxError(faults);
  const run = plan(celEnv({ funcs: strings }), parse(text));
  const evaluate = (variables: ConditionVariables): boolean | { error: string } => {
    const result = run({ ...variables } as Bindings);
    if (isCelError(result)) return { error: result.message };
    return typeof result === 'boolean' ? result : { error: 'the condition is not a boolean' };
  };
  return {
    text,
    evaluate,
    trace: (variables) => {
      const result = evaluate(variables);
      const holds = result === true;
      return {
        result,
        values: [],
        firstFailing: holds ? null : { text, line: 1, column: 1 },
        holding: holds ? 1 : 0,
        operands: 1,
      };
    },
  };
}
