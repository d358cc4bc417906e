import { compileCondition } from './compile-condition.js';
import { type ConditionVariables } from './condition.js';
import { prepareVariables } from './prepare-variables.js';

function requestWith(parts: Partial<Record<keyof ConditionVariables, unknown>>): ConditionVariables {
  const empty = { type: 'agent', id: 'a1', properties: {} };
  return { subject: empty, action: { name: 'pay', properties: {} }, resource: empty, context: {}, ...parts };
}

function evaluate(text: string, request: ConditionVariables): unknown {
  const condition = compileCondition(text);
  const answer = condition.evaluate(request);
  expect(condition.evaluate(prepareVariables(request))).toEqual(answer);
  return answer;
}

describe('a condition', () => {
  const request = requestWith({
    action: { name: 'pay', properties: { amount: 1200, to: 'bob', tags: ['x', 'y'] } },
    context: { payees: ['bob', 'eve'], flag: true, text: 'no', nothing: null, deep: { a: { b: 1 } } },
  });

  it.each([
    ["action.properties.amount > 1000 && subject.type == 'agent'", true],
    ["action.properties['amount'] > 1000.0 && 5000 > action.properties.amount", true],
    ["action.name in ['pay', 'send'] && !(action.properties.to in ['eve'])", true],
    ['context.payees.exists(payee, payee == action.properties.to)', true],
    ['context.payees.all(payee, action.properties.tags.exists(tag, tag == payee))', false],
    ['context.deep.a.b == 1 && context.deep.a == {"b": 1}', true],
    ['has(context.flag) && has(context.deep.a) && !has(context.nothing) && !has(context.other)', true],
    ['context.flag ? context.text == "no" : context.missing', true],
    ['context.missing == 1 || context.flag', true],
    ['context.flag || context.missing == 1', true],
    ['context.missing == 1 && !context.flag', false],
    ['size(context) == 5 || size(context) == 4', true],
  ])('%s is %s', (text, answer) => {
    expect(evaluate(text, request)).toBe(answer);
  });

  it.each([
    ['context.missing == 1', 'missing attribute context.missing'],
    ['resource.properties.owner.name == "a"', 'missing attribute resource.properties.owner'],
    ['action.properties.to.name == "a"', 'missing attribute action.properties.to.name'],
    ['action.properties.to > 5', "'>' does not take (string, int)"],
    ['action.properties.tags[2] == "a"', 'index 2 out of range of 2'],
    ['context.deep[context.text] == 1', 'no such key: no'],
    ['context.text', 'expected a bool, found string'],
    ['context.flag && context.text', 'expected a bool, found string'],
    ['context.payees.exists_one(p, p > 1.0)', "'>' does not take (string, double)"],
    ['int(context.text) == 1', "'no' is no integer"],
  ])('%s is the error %s', (text, error) => {
    expect(evaluate(text, request)).toEqual({ error });
  });

  it('sees nothing of prototypes, whatever the name', () => {
    for (const name of [
      'constructor',
      'toString',
      '__proto__',
      'hasOwnProperty',
      'valueOf',
      '__defineGetter__',
    ]) {
      const error = { error: `missing attribute context.${name}` };
      expect(evaluate(`has(context.${name})`, request)).toBe(false);
      expect(evaluate(`context.${name} == 1`, request)).toEqual(error);
      expect(evaluate(`'${name}' in context`, request)).toBe(false);
      expect(evaluate(`context['${name}'] == 1`, request)).toEqual(error);
    }
    expect(evaluate('context.payees.length == 2', request)).toEqual({
      error: 'missing attribute context.payees.length',
    });
    expect(evaluate('has(context.text.length)', request)).toBe(false);
  });

  it('takes own data for what it is, even under the name of something inherited', () => {
    const own = requestWith({ context: JSON.parse('{"constructor": 1, "toString": "a"}') as unknown });

    expect(evaluate('context.constructor == 1 && context.toString == "a"', own)).toBe(true);
  });

  it('never runs a getter, and takes __proto__ for missing', () => {
    const trap = (target: object): object =>
      Object.defineProperty(target, 'trap', {
        enumerable: true,
        get: () => {
          throw new Error('the getter ran');
        },
      });
    const trapped = requestWith({
      subject: { type: 'agent', id: 'a1', properties: trap({ level: 1 }) },
      context: trap({ inner: trap({ a: 1 }), list: [trap({})], ['__proto__']: { a: 1 } }),
    });

    expect(evaluate('has(subject.properties.trap) || has(context.inner.trap)', trapped)).toBe(false);
    expect(evaluate('subject.properties.level == 1 && context.inner == {"a": 1}', trapped)).toBe(true);
    expect(evaluate('context.list.all(x, size(x) == 0 && !has(x.trap))', trapped)).toBe(true);
    expect(evaluate('context.trap == 1', trapped)).toEqual({ error: 'missing attribute context.trap' });
    expect(evaluate('context.exists(key, key == "trap")', trapped)).toBe(false);
    expect(evaluate('context.__proto__.a == 1', trapped)).toEqual({
      error: 'missing attribute context.__proto__',
    });
  });

  it.each([null, undefined, 'text', 5, [], [1]])('takes %j for a part without attributes', (part) => {
    const broken = requestWith({ subject: part, action: { name: 'pay', properties: part } });

    expect(evaluate('subject.id == "a1"', broken)).toEqual({ error: 'missing attribute subject.id' });
    expect(evaluate('action.properties.length == 1.0', broken)).toEqual({
      error: 'missing attribute action.properties.length',
    });
  });
});

describe('a trace', () => {
  const request = requestWith({ action: { name: 'pay', properties: { amount: 1200, to: 'bob' } } });

  function trace(text: string): unknown {
    const condition = compileCondition(text);
    const traced = condition.trace(request);
    expect(condition.trace(prepareVariables(request))).toEqual(traced);
    expect(condition.evaluate(request)).toEqual(traced.result);
    return traced;
  }

  it('holds the values read and the first part that is not true', () => {
    expect(
      trace('action.name == "pay" &&\n (action.properties.amount < 10.0 || has(context.ok)) && context.x'),
    ).toEqual({
      result: false,
      values: [
        { path: 'action.name', value: 'pay' },
        { path: 'action.properties.amount', value: 1200 },
        { path: 'has(context.ok)', value: false },
      ],
      firstFailing: { text: '(action.properties.amount < 10.0 || has(context.ok))', line: 2, column: 2 },
      holding: 1,
      operands: 3,
    });
  });

  it('looks through parentheses, texts and comments for the outermost conjunction', () => {
    const text = '( ( action.name == "a && b" // so && so\n && (true && true) ) )';

    expect(trace(text)).toMatchObject({
      firstFailing: { text: 'action.name == "a && b" // so && so', line: 1, column: 5 },
      holding: 1,
      operands: 2,
    });
  });

  it('has no failing part when the condition is true, and the whole when it is no conjunction', () => {
    expect(trace('action.name == "pay" || false')).toMatchObject({
      result: true,
      firstFailing: null,
      holding: 1,
    });
    expect(trace(' action.name == "x" || context.a')).toMatchObject({
      result: { error: 'missing attribute context.a' },
      firstFailing: { text: 'action.name == "x" || context.a', line: 1, column: 2 },
      holding: 0,
      operands: 1,
    });
  });
});
