import fc from 'fast-check';
import { checkCondition } from './check-condition.js';
import { compileCondition } from './compile-condition.js';
import { ConditionSyntaxError } from './condition-syntax-error.js';

type Row = readonly [text: string, column: number, message: string, suggestion: string | null];

const FAULTS: readonly Row[] = [
  ["subjct.id == 'a'", 1, "unknown variable 'subjct'", 'subject'],
  ["environment.zone == 'a'", 1, "unknown variable 'environment'", null],
  ["subject.tpye == 'agent'", 9, "subject has no field 'tpye', only type, id, properties", 'subject.type'],
  ["action.id == 'a'", 8, "action has no field 'id', only name, properties", 'action.properties.id'],
  [
    'has(resource.owner)',
    1,
    "resource has no field 'owner', only type, id, properties",
    'resource.properties.owner',
  ],
  ["context.name.contians('x')", 14, "unknown function 'contians'", 'contains'],
  ['math.abz(1) == 1', 6, "unknown function 'math.abz'", 'math.abs'],
  ['context.name.contains()', 14, "'contains' takes 1 argument, not 0", '(string).contains(string)'],
  ["contains(context.name, 'b')", 1, "'contains' is called on a value", '(string).contains(string)'],
  ['context.name.double() == 1.0', 14, "'double' is not called on a value", 'double(double)'],
  ['size(1) > 0', 1, "'size' does not take (int)", 'size(string)'],
  ['"a".matches(1)', 5, "'matches' does not take (string, int)", '(string).matches(string)'],
  ["'a' + 1 == 'b'", 5, "'+' does not take string and int", null],
  ["!'x'", 1, "'!' does not take string", null],
  ['1 && true', 1, "'&&' takes a bool, not int", null],
  ["true || 'x'", 9, "'||' takes a bool, not string", null],
  ["context.n ? 'a' : 'b'", 1, 'the condition gives string, not a bool', null],
  ['1 + 2', 1, 'the condition gives int, not a bool', null],
  ["'x'", 1, 'the condition gives string, not a bool', null],
  ['context.n + 1 > 2.0', 13, "'+' does not mix double and int, and numbers of a request are doubles", '1.0'],
  ['7 * context.n > 2.0', 1, "'*' does not mix double and int, and numbers of a request are doubles", '7.0'],
  [
    'size(context.a) * 1.5 > 2.0',
    1,
    "'*' does not mix double and int, and numbers of a request are doubles",
    'double(...)',
  ],
  [
    'context.n % 2 == 0',
    1,
    "'%' does not mix double and int, and numbers of a request are doubles",
    'int(context.n)',
  ],
  ['subject.type > 5', 14, "'>' does not take string and int", null],
  ['subject.id == 5', 12, 'string and int are never equal', null],
  ['subject.id.name == 5', 12, "a value that is string has no field 'name'", null],
  ["context.a.matches('(a')", 19, 'not a valid pattern: error parsing regexp: missing closing ): `(a`', null],
  ["context.a.matches('(abc){1000}{900}')", 19, 'the pattern repeats too much', null],
  ["inIpRange(context.ip, '10.0.0.0/33')", 23, "'10.0.0.0/33' is no range of IP addresses", '10.0.0.0/8'],
  ["timestamp('today') < timestamp(0)", 11, 'timestamp: not a timestamp such as 2026-01-31T09:30:00Z', null],
  ['context.n / 0.0 > 1.0', 13, 'division by zero', null],
  ['int(context.n) % 0 == 1', 18, 'division by zero', null],
  ['context.n == 9223372036854775808', 14, 'the integer does not fit 64 bits', null],
  ['context.list.all(x > 1)', 14, "'all' is not written like this", 'list.all(x, x > 0.0)'],
  ['has(context)', 1, "'has' is not written like this", 'has(context.approval)'],
  ["subject.id.exists(x, x == 'a')", 12, "'exists' takes a list or a map, not string", null],
  ["context.list.all(x, 'a')", 21, "what 'all' asks of each element gives string, not a bool", null],
  ['{null: 1}.a == 1', 2, 'null can be no key of a map', null],
  ['google.protobuf.Empty{} == 1', 1, 'messages such as google.protobuf.Empty are not supported', null],
  ['[1].all(a, [1].all(b, [1].all(c, [1].all(d, true))))', 38, 'macros nest deeper than 3', null],
  ['', 1, 'the condition is empty', null],
  ["subject.id = 'a'", 12, "CEL has no operator '='", '=='],
  ["subject.id == 'a' and context.ok", 19, "CEL has no operator 'and'", '&&'],
  ['subject.id ==', 12, "something is missing after '=='", null],
  ["subject.id == 'abc", 15, 'the text is never closed', null],
  ["(subject.id == 'a'", 1, "'(' is never closed", null],
  ["subject.id == 'a')", 18, "')' closes no '('", null],
  ["subject.id matches 'x'", 12, "unexpected 'matches'", null],
  ['for == 1', 1, "'for' is a reserved word", null],
  [`${'('.repeat(65)}true${')'.repeat(65)}`, 65, 'the condition nests deeper than 64 levels', null],
  [`${'context.a + '.repeat(70)}1.0 > 1.0`, 83, 'the condition nests deeper than 64 levels', null],
  [`context.a == '${'a'.repeat(5000)}'`, 4097, 'the condition is longer than 4096 characters', null],
];

const GOOD = [
  'action.properties.amount > 1000',
  'action.properties.amount > 1000.0 && subject.properties.department != resource.properties.owner',
  'context.payees.exists(p, p == action.properties.to) || mentions(context.prompt, action.properties.to)',
  'size(context.list.filter(t, t.amount > 10.0)) > 3',
  'int(context.n) % 2 == 0 && double(size(context.list)) * 1.5 < context.n',
  "string(context.n) + 'a' == 'b' && type(context.n) == string",
  'context.flag',
  'context.a == null || subject.id != null',
  "context.when != '' && timestamp(context.when) - timestamp(0) > duration('1h')",
  "context.map.all(key, key.startsWith('a') && context.map[key] > 1.0)",
  'math.greatest(1, 2, 3) > 2 && math.least([context.a, 1.0]) < 2',
  "['a', 'b'].map(x, x + 'c').exists(x, x == context.a)",
  "context.a // a comment\n == 'b'",
];

describe('checkCondition', () => {
  it.each(FAULTS)('%j has a fault in column %d: %s', (text, column, message, suggestion) => {
    expect(checkCondition(text)).toEqual([{ message, line: 1, column, suggestion }]);
  });

  it.each(GOOD)('%j has no fault', (text) => {
    expect(checkCondition(text)).toEqual([]);
  });

  it('reports every fault at once, each on its line', () => {
    const text = "subjct.id == 'a' &&\n  contex.y > 1 &&\n\n  siz(context.z) > 'b'";

    expect(checkCondition(text)).toEqual([
      { message: "unknown variable 'subjct'", line: 1, column: 1, suggestion: 'subject' },
      { message: "unknown variable 'contex'", line: 2, column: 3, suggestion: 'context' },
      { message: "unknown function 'siz'", line: 4, column: 3, suggestion: 'size' },
    ]);
  });

  it('never throws and always finds a place within the text', () => {
    const piece = fc.constantFrom(
      'a',
      '(',
      ')',
      '"',
      "'",
      '[',
      '{',
      '&&',
      '!',
      '-',
      '.',
      'context',
      '\n',
      '==',
      '1',
      '\\',
      '//',
      'r"',
      '\ud800',
      'has(',
      '`',
      '?',
      ':',
    );
    const property = fc.property(fc.array(piece, { maxLength: 30 }), (pieces) => {
      const text = pieces.join('');
      const lines = text.split('\n').length;
      expect(
        checkCondition(text).every(({ line, column }) => line <= lines && column <= text.length + 1),
      ).toBe(true);
    });
    fc.assert(property, { numRuns: 500 });
  });
});

describe('compileCondition', () => {
  it('throws what checkCondition finds', () => {
    const faults = checkCondition('subjct.id == 1 && size(2) > 1');

    expect(faults).toHaveLength(2);
    expect(() => compileCondition('subjct.id == 1 && size(2) > 1')).toThrow(new ConditionSyntaxError(faults));
  });
});
