import { checkCondition } from './check-condition.js';
import { compileCondition } from './compile-condition.js';
import { type ParameterValues } from './parameters.js';

const PARAMETERS: ParameterValues = new Map<string, bigint | number | string | boolean>([
  ['limit', 500],
  ['count', 3n],
  ['mode', 'strict'],
  ['open', true],
  ['zero', 0n],
]);
const request = (
  context: Record<string, unknown>,
): Parameters<ReturnType<typeof compileCondition>['evaluate']>[0] => ({
  subject: {},
  action: {},
  resource: {},
  context,
});
const holds = (text: string, context: Record<string, unknown> = {}): unknown =>
  compileCondition(text, PARAMETERS).evaluate(request(context));

describe('parameters in a condition', () => {
  it.each([
    ['context.amount <= params.limit', { amount: 500 }, true],
    ['context.amount <= params.limit', { amount: 501 }, false],
    ['context.list.size() > params.count', { list: [1, 2, 3, 4] }, true],
    ["params.mode == 'strict' && params.open", {}, true],
    ['context.list.all(x, x < params.limit)', { list: [1, 2] }, true],
    ['[params.count][0] == 3 && {params.mode: 1}.strict == 1', {}, true],
    ['context.list.exists(params, params.limit == 7.0)', { list: [{ limit: 7 }] }, true],
  ])('%s with %j: %s', (text, context, expected) => {
    expect(holds(text, context)).toBe(expected);
  });

  it.each([
    ['params.limt > 1.0', "the rule declares no parameter 'limt'", 'params.limit'],
    ['params.other > 1.0', "the rule declares no parameter 'other'", null],
    ['params.toString == 1', "the rule declares no parameter 'toString'", null],
    ['size(params) > 1', 'parameters are read by their names, as `params.limit`', null],
    ["params['limit'] > 1.0", 'parameters are read by their names, as `params.limit`', null],
    ["params.limit == 'x'", 'double and string are never equal', null],
    ['context.a % params.zero == 0', 'division by zero', null],
  ])('%s has a fault: %s', (text, message, suggestion) => {
    const [fault] = checkCondition(text, PARAMETERS);
    expect([fault?.message, fault?.suggestion]).toStrictEqual([message, suggestion]);
  });

  it('are told with the values that were read, an int as a number', () => {
    const { values } = compileCondition('context.n > params.count', PARAMETERS).trace(request({ n: 1 }));
    expect(values).toStrictEqual([
      { path: 'context.n', value: 1 },
      { path: 'params.count', value: 3 },
    ]);
  });

  it('are unknown where none is declared', () => {
    expect(checkCondition('params.limit > 1.0')[0]?.message).toBe("the rule declares no parameter 'limit'");
  });
});
