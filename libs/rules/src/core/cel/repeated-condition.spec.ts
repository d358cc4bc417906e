import fc from 'fast-check';
import { compileCondition } from './compile-condition.js';
import { type ParameterValues } from './parameters.js';
import { RepeatedCondition } from './repeated-condition.js';

const part = { type: 't', id: 'i', properties: {} };
const thousand = Array.from({ length: 1000 }, (_, at) => at);
const requestOf = (context: object): Parameters<ReturnType<typeof compileCondition>['evaluate']>[0] => ({
  ...{ subject: part, action: part, resource: part },
  context,
});

/** Some 60,000 steps: one of them is within the budget, two are not. */
const dear = 'context.few.all(a, context.list.all(b, b >= 0.0))';
const leaf = fc.constantFrom(
  'context.amount > params.limit',
  'params.limit < 2.0',
  'params.strict',
  'context.amount > 1.0',
  'context.list.exists(x, x == context.amount)',
  'context.few.exists(x, x > params.limit)',
  'context.few.map(x, x + params.limit).exists(x, x == 3.0)',
  'mentions(context.text, context.amount)',
  'has(context.missing)',
  'context.missing == params.limit',
  'context.missing > 1.0',
  'context.few[0] == 0.0',
  dear,
);
const { condition } = fc.letrec<{ condition: string }>((tie) => ({
  condition: fc.oneof(
    { maxDepth: 3, withCrossShrink: true },
    leaf,
    fc
      .tuple(tie('condition'), fc.constantFrom('&&', '||'), tie('condition'))
      .map(([a, sign, b]) => `(${a}) ${sign} (${b})`),
    tie('condition').map((inner) => `!(${inner})`),
    fc.tuple(leaf, tie('condition'), tie('condition')).map(([test, a, b]) => `(${test}) ? (${a}) : (${b})`),
  ),
}));
const parameters: fc.Arbitrary<ParameterValues> = fc
  .record({ limit: fc.integer({ min: 0, max: 4 }), strict: fc.boolean() })
  .map((values) => new Map(Object.entries(values)));
const context = fc.record({
  amount: fc.integer({ min: 0, max: 4 }),
  list: fc.constantFrom(thousand, thousand.slice(0, 3)),
  few: fc.integer({ min: 0, max: 16 }).map((length) => thousand.slice(0, length)),
  text: fc.constantFrom('pay 3 euros', ''),
});

describe('a repeated condition', () => {
  it('gives for each request what it gives when it is compiled for those parameters alone, spent budgets too', () => {
    fc.assert(
      fc.property(
        condition,
        fc.array(context),
        fc.array(parameters, { minLength: 1, maxLength: 4 }),
        (text, contexts, all) => {
          const requests = contexts.map(requestOf);
          const repeated = new RepeatedCondition(text, requests);
          for (const values of all) {
            const compiled = compileCondition(text, values);
            expect(repeated.evaluate(values)).toEqual(requests.map((request) => compiled.evaluate(request)));
          }
        },
      ),
      { numRuns: 200 },
    );
  });

  it('gives nothing where it does not compile', () => {
    const text = 'context.amount.matches(params.pattern)';
    const repeated = new RepeatedCondition(text, [requestOf({ amount: 'a' })]);
    expect(repeated.evaluate(new Map([['pattern', '(']]))).toBeNull();
    expect(repeated.evaluate(new Map([['pattern', 'a']]))).toStrictEqual([true]);
    expect(new RepeatedCondition('1 +', []).evaluate(new Map())).toBeNull();
  });
});
