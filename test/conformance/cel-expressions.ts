import fc from 'fast-check';

export interface Request {
  readonly subject: unknown;
  readonly action: unknown;
  readonly resource: unknown;
  readonly context: unknown;
}

const NAMES = ['a', 'b', 'c', 'amount', 'owner', 'tags'] as const;
const LETTERS = [
  'a',
  'b',
  'ab',
  'ba b',
  'A',
  '12',
  '3',
  '-7',
  'é',
  '😀',
  '%s',
  '2026-01-31T09:30:00Z',
  '1h',
  '',
];

const scalar = fc.oneof(
  fc.constantFrom(0, 1, 2, -1, 1.5, 3, 1e21, 9007199254740993),
  fc.constantFrom(...LETTERS.filter((text) => text !== '')),
  fc.boolean(),
  fc.constant(null),
);
const json = fc.letrec<{ value: unknown; map: unknown }>((tie) => ({
  value: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    scalar,
    fc.array(tie('value'), { maxLength: 4 }),
    tie('map'),
  ),
  map: fc.dictionary(fc.constantFrom(...NAMES), tie('value'), { maxKeys: 5, noNullPrototype: true }),
}));
const part = fc.record(
  {
    type: fc.constantFrom('a', 'b'),
    id: fc.constantFrom('a', 'b'),
    properties: json.map,
  },
  { noNullPrototype: true },
);

/** Requests of the AuthZEN shape whose names and values are few, so that expressions meet them. */
export const request: fc.Arbitrary<Request> = fc.record(
  {
    subject: part,
    action: fc.record({ name: fc.constantFrom('a', 'b'), properties: json.map }, { noNullPrototype: true }),
    resource: part,
    context: json.map,
  },
  { noNullPrototype: true },
);

const read = fc
  .tuple(
    fc.constantFrom(
      'subject.properties',
      'action.properties',
      'resource.properties',
      'context',
      "context['a']",
      'context.b',
      'x',
      'y',
    ),
    fc.constantFrom(...NAMES),
  )
  .map(([of, name]) => `${of}.${name}`);
const known = fc.constantFrom(
  'subject.type',
  'subject.id',
  'action.name',
  'resource.type',
  'context',
  'x',
  'y',
);
const quoted = fc.constantFrom(...LETTERS).map((text) => JSON.stringify(text));

function binary(
  left: fc.Arbitrary<string>,
  operators: readonly string[],
  right: fc.Arbitrary<string>,
): fc.Arbitrary<string> {
  return fc
    .tuple(left, fc.constantFrom(...operators), right)
    .map(([one, operator, other]) => `(${one} ${operator} ${other})`);
}

function call(template: string, ...args: readonly fc.Arbitrary<string>[]): fc.Arbitrary<string> {
  return fc
    .tuple(...args)
    .map((values) => template.replace(/#(\d)/g, (_, index: string) => values[Number(index)] ?? ''));
}

/** Mostly of the type asked for, sometimes of any: errors matter as much as values. */
function mostly(typed: fc.Arbitrary<string>, other: fc.Arbitrary<string>): fc.Arbitrary<string> {
  return fc.oneof({ weight: 9, arbitrary: typed }, { weight: 1, arbitrary: other });
}

const expressions = fc.letrec<
  Record<'bool' | 'int' | 'double' | 'text' | 'list' | 'map' | 'time' | 'any', string>
>((tie) => {
  const bool = mostly(tie('bool'), tie('any'));
  const int = mostly(tie('int'), tie('any'));
  const double = mostly(tie('double'), tie('any'));
  const text = mostly(tie('text'), tie('any'));
  const list = mostly(tie('list'), tie('any'));
  const map = mostly(tie('map'), tie('any'));
  const any = tie('any');
  const choice = (...arbitraries: fc.Arbitrary<string>[]): fc.Arbitrary<string> =>
    fc.oneof({ depthSize: 'small' }, ...arbitraries);
  return {
    bool: choice(
      fc.constantFrom('true', 'false'),
      read,
      binary(bool, ['&&', '||'], bool),
      binary(any, ['==', '!='], any),
      binary(double, ['<', '<=', '>', '>=', '==', '!='], int),
      binary(read, ['<', '<=', '>', '>=', '==', '!='], double),
      binary(text, ['<', '<=', '>', '>=', '==', '!='], text),
      binary(any, ['in'], list),
      binary(text, ['in'], map),
      call('!#0', bool),
      call('(#0 ? #1 : #2)', bool, bool, bool),
      read.map((path) => `has(${path.replace(/^[xy]\./, 'context.')})`),
      call('#0.#1(x, has(x.a))', list, fc.constantFrom('all', 'exists', 'exists_one')),
      call('#0.#1(x, #2)', list, fc.constantFrom('all', 'exists', 'exists_one'), bool),
      call('#0.exists(y, #1)', map, bool),
      call('#0.#1(#2)', text, fc.constantFrom('contains', 'startsWith', 'endsWith'), text),
      call('#0.matches(#1)', text, fc.constantFrom('"a+"', '"^[ab]*$"', '"("', '"[0-9]"')),
      call(
        '(type(#0) == #1)',
        any,
        fc.constantFrom('int', 'double', 'string', 'bool', 'list', 'map', 'null_type'),
      ),
      binary(tie('time'), ['<', '==', '>='], tie('time')),
    ),
    int: choice(
      fc.constantFrom('0', '1', '2', '-3', '7', '9223372036854775807', '5u'),
      binary(int, ['+', '-', '*', '/', '%'], int),
      call('size(#0)', fc.oneof(text, list, map)),
      call('#0.size()', fc.oneof(text, list, map)),
      call('int(#0)', fc.oneof(tie('double'), fc.constantFrom('"12"', '"-7"', '"1x"', 'true'))),
      call('#0.indexOf(#1)', text, text),
      call(
        '#0.#1()',
        tie('time'),
        fc.constantFrom('getHours', 'getDayOfYear', 'getSeconds', 'getMilliseconds'),
      ),
      call('-#0', fc.constantFrom('1', '2', 'x')),
      call('(#0 ? #1 : #2)', bool, int, int),
    ),
    double: choice(
      fc.constantFrom('0.0', '1.0', '1.5', '-2.0', '1e30'),
      read,
      binary(double, ['+', '-', '*', '/'], double),
      call('double(#0)', fc.constantFrom('1', '-3', '2u', '"1.5"', '"2"', 'size(context)', 'true', 'null')),
    ),
    text: choice(
      quoted,
      read,
      known,
      binary(text, ['+'], text),
      call('string(#0)', fc.oneof(int, double, bool)),
      call('#0.#1()', text, fc.constantFrom('trim', 'lowerAscii', 'upperAscii')),
      call('#0.substring(#1)', text, int),
      call('#0.replace(#1, #2)', text, fc.constantFrom('"a"', '"ab"', '" "'), text),
      call('#0.charAt(#1)', text, int),
      call('#0.join(#1)', list, text),
      call('"%s-%d".format([#0, #1])', any, int),
    ),
    list: choice(
      fc.constantFrom('[]', '[1, 2, 3]', "['a', 'b']", '[1.0, 2.0, "a", true]', '[1, 2.0, 3u]'),
      read,
      call('[#0, #1]', any, any),
      binary(list, ['+'], list),
      call('#0.map(x, #1)', list, any),
      call('#0.map(y, #1, #2)', list, bool, any),
      call('#0.filter(x, #1)', list, bool),
      call('#0.split(#1)', text, fc.constantFrom('"a"', '" "', '""')),
    ),
    map: choice(
      fc.constantFrom('context', 'subject.properties', 'action.properties', 'resource', '{}'),
      read,
      call('{"a": #0, "b": #1}', any, any),
      call('{#0: 1, "c": null}', fc.oneof(text, fc.constantFrom('1', 'true', '2.0', '1.5', 'null'))),
    ),
    time: choice(
      fc.constantFrom(
        "timestamp('2026-01-31T09:30:00.5Z')",
        "timestamp('2000-02-29T23:59:59+02:00')",
        "duration('90m')",
      ),
      fc.constantFrom(
        "duration('-1.5s')",
        "timestamp('2026-02-28T25:00:00Z')",
        'timestamp(0)',
        'duration(60)',
      ),
      binary(tie('time'), ['+', '-'], tie('time')),
    ),
    any: choice(
      read,
      known,
      quoted,
      fc.constantFrom('null', '1', '2u', '1.0', 'b"ab"', 'true'),
      tie('bool'),
      tie('int'),
      tie('text'),
      tie('list'),
      tie('map'),
      call('#0[#1]', list, fc.constantFrom('0', '1', '1.0', '7', '-1', "'a'", '0u')),
      call('#0[#1]', map, fc.constantFrom("'a'", "'b'", '1')),
      call('dyn(#0)', any),
    ),
  };
});

/** Well-formed expressions. `x` and `y` are unknown outside of a macro, which is an error for both evaluators. */
export const conditionText = expressions.bool;
