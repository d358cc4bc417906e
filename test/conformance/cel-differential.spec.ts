import fc from 'fast-check';
import { compileCondition } from '../../libs/rules/src/core/cel/compile-condition.js';
import { checkCondition } from '../../libs/rules/src/core/cel/check-condition.js';
import { compileExpression } from '../../libs/rules/src/core/cel/compile-expression.js';
import { Failure } from '../../libs/rules/src/core/cel/failure.js';
import { conditionText } from './cel-expressions.js';
import { referenceValue } from './cel-reference.js';
import { request, type Request } from './cel-requests.js';
import { same } from './cel-values.js';

const variables = ['subject', 'action', 'resource', 'context'];

function ours(text: string, bindings: Request): unknown {
  return compileExpression(text, { variables, container: '' }).evaluate({ ...bindings });
}

function shown(value: unknown): string {
  return value instanceof Failure ? `error ${value.error}` : `${typeof value} ${String(value)}`;
}

describe('our compiler and the evaluator of @bufbuild/cel', () => {
  it('give the same value, or both an error, for random expressions over random requests', () => {
    let values = 0;
    const property = fc.property(conditionText, request, (text, bindings) => {
      const expected = referenceValue(text, bindings);
      const got = ours(text, bindings);
      if (!(expected instanceof Failure)) values += 1;
      if (!same(got, expected)) throw new Error(`${text}: ${shown(got)} instead of ${shown(expected)}`);
    });
    fc.assert(property, { numRuns: 3000 });
    expect(values).toBeGreaterThan(400);
  });

  it('agree on the conditions that the checker lets through, by the fast way of reading a request', () => {
    let compared = 0;
    const property = fc.property(conditionText, request, (text, bindings) => {
      if (checkCondition(text).length > 0) return;
      const expected = referenceValue(text, bindings);
      const got = compileCondition(text).evaluate(bindings);
      const agree = typeof expected === 'boolean' ? got === expected : typeof got !== 'boolean';
      compared += 1;
      if (!agree) throw new Error(`${text}: ${JSON.stringify(got)} instead of ${shown(expected)}`);
    });
    fc.assert(property, { numRuns: 1000 });
    expect(compared).toBeGreaterThan(100);
  });

  it.each([
    ["int('')", 'an error', '0', 'an empty text is no number'],
    ["double('abc')", 'an error', 'NaN', 'the text is no number'],
    ['[1, 2][true] == 2', 'an error', 'true', 'a bool is no index'],
    ['[1, 2][0.5] == 1 || true', 'true', 'an error', 'an error is absorbed by true'],
    ["'ab'.replace('', '-')", '-a-b-', '--ab', 'an empty part stands between all letters'],
    ["timestamp('2026-02-30T00:00:00Z') > timestamp(0)", 'an error', 'true', 'there is no such day'],
    ['has(nowhere.a)', 'an error', 'false', 'there is no such variable'],
    ["{1: 'a', 1u: 'b'}[1]", 'an error', 'a', 'equal keys are one key'],
  ])('differ on purpose in %s: %s, not %s, as %s', (text, mine, theirs) => {
    const answer = (value: unknown): string => (value instanceof Failure ? 'an error' : String(value));
    const bindings: Request = { subject: {}, action: {}, resource: {}, context: {} };

    expect(answer(ours(text, bindings))).toBe(mine);
    expect(answer(referenceValue(text, bindings))).toBe(theirs);
  });
});
