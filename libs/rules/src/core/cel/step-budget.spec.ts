import fc from 'fast-check';
import { compileCondition } from './compile-condition.js';
import { compileExpression } from './compile-expression.js';

const SPENT = { error: 'step budget of 100000 spent' };
const long = 'a'.repeat(500_000);

function evaluate(text: string, context: object): unknown {
  const part = { type: 't', id: 'i', properties: {} };
  return compileCondition(text).evaluate({ subject: part, action: part, resource: part, context });
}

describe('the step budget', () => {
  const thousand = Array.from({ length: 1000 }, (_, index) => index);

  it.each([
    ['nested macros', 'context.list.all(a, context.list.all(b, a + b >= 0.0))'],
    ['nested maps', 'size(context.list.map(a, context.list.map(b, [a, b]))) > 0'],
    ['macros over what a macro made', 'context.list.map(a, context.list).all(l, l.all(b, b >= 0.0))'],
    ['texts that explode', 'context.list.all(a, (context.long + context.long).size() > 0)'],
    ['comparing long texts', 'context.list.all(a, context.long + "b" != context.long + "c")'],
    ['lists that explode', 'context.list.all(a, size(context.list + context.list) > 0)'],
    ['comparing long lists', 'context.list.all(a, context.list == context.list + [])'],
    ['searching a part', 'context.long.contains(context.part)'],
    ['splitting', 'size(context.long.split("")) > 0'],
    ['replacing', 'context.long.replace("a", "bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb") != ""'],
    ['patterns over long texts', 'context.long.matches("(a+)+$")'],
    ['patterns from the request', 'context.list.all(a, !"b".matches("a{90}" + string(a)))'],
    ['formats', '"%s".format([context.list.map(a, context.long)]) != ""'],
    ['mentions in long texts', 'mentions(context.long, "b")'],
    ['keys of maps', 'context.list.all(a, size(context.map) > 0)'],
  ])('stops %s', (_, text) => {
    const map = Object.fromEntries(thousand.map((index) => [`k${index}`, index]));

    expect(evaluate(text, { list: thousand, long, part: `b${long.slice(0, 200_000)}`, map })).toEqual(SPENT);
  });

  it('can not be absorbed: not by ||, not by a macro', () => {
    const context = { list: thousand };
    const endless = 'context.list.all(a, context.list.all(b, a + b >= 0.0))';

    expect(evaluate(`${endless} || true`, context)).toEqual(SPENT);
    expect(evaluate(`[1].exists(x, ${endless}) || [1, 2].exists(x, x == 2)`, context)).toEqual(SPENT);
  });

  it('starts anew with every evaluation', () => {
    const condition = compileCondition('context.list.all(a, context.list.filter(b, b == a) != [])');
    const part = { type: 't', id: 'i', properties: {} };
    const request = {
      subject: part,
      action: part,
      resource: part,
      context: { list: thousand.slice(0, 100) },
    };
    const answers = [1, 2, 3, 4].map(() => condition.evaluate(request));

    expect(answers).toEqual([true, true, true, true]);
  });

  it('is enough for the lists of usual requests', () => {
    const mails = Array.from({ length: 500 }, (_, index) => ({
      from: `u${index}@x.org`,
      read: index % 2 === 0,
    }));

    expect(evaluate('context.mails.exists(m, m.from == "u499@x.org" && !m.read)', { mails })).toBe(true);
    expect(evaluate('context.mails.filter(m, m.read).all(m, m.from.endsWith("@x.org"))', { mails })).toBe(
      true,
    );
  });

  const doubled = (times: number): unknown => {
    const text = `${'['.repeat(times)}'0123456789abcdef'${'].map(x, x + x)[0]'.repeat(times)}`;
    return compileExpression(text, { variables: [], container: '' }).evaluate({});
  };

  it('bounds every text that an expression can make', () => {
    const property = fc.property(fc.integer({ min: 1, max: 30 }), (times) => {
      const value = doubled(times);
      expect(typeof value === 'string' ? value.length : 0).toBeLessThan(2_000_000);
    });
    fc.assert(property, { numRuns: 30 });

    expect(doubled(30)).toEqual(SPENT);
  });
});
