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
    ['formats that name one text many times', `"%s".format([[${'context.long,'.repeat(200)}0]]) != ""`],
    ['numbers in long texts', 'context.list.all(a, double(context.digits) > 0.0)'],
    ['classes of Unicode from the request', '"b".matches(context.classes)'],
    ['mentions in long texts', 'mentions(context.long, "b")'],
    ['keys of maps', 'context.list.all(a, size(context.map) > 0)'],
  ])('stops %s', (_, text) => {
    const map = Object.fromEntries(thousand.map((index) => [`k${index}`, index]));

    const part = `b${long.slice(0, 200_000)}`;
    const digits = '1'.repeat(500_000);
    const classes = `(?i)${'\\pL'.repeat(300)}`;
    expect(evaluate(text, { list: thousand, long, part, map, digits, classes })).toEqual(SPENT);
  });

  it('is hardly touched by long texts that are no number and no address, and these take no time', () => {
    const almost = `${'1'.repeat(900_000)}x`;
    const shown = `'${'1'.repeat(40)}…' is no number`;
    expect(evaluate('double(context.almost) > 0.0', { almost })).toEqual({ error: shown });
    const address = 'a:'.repeat(450_000);
    const error = 'hostOf: not a URL with a host';
    const every = 'context.list.all(a, hostOf(context.address) == "")';
    expect(evaluate(every, { list: thousand.slice(0, 300), address })).toEqual({ error });
  });

  it('reads the numbers that there are', () => {
    const numbers = ['1', '-1.', '+.5', '1.5e3', '007', '1e-2'];
    const others = ['', '.', '1.2.3', 'e1', '1e', '1 ', '--1', '0x1', '.e1'];
    const isNumber = (text: string): unknown => evaluate('double(context.text) > -10.0', { text });
    expect(numbers.map(isNumber)).toEqual(numbers.map(() => true));
    expect(others.map(isNumber)).toEqual(others.map((text) => ({ error: `'${text}' is no number` })));
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
