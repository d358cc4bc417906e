import fc from 'fast-check';

import { LETTERS, NAMES } from './cel-requests.js';

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

type Kind = 'bool' | 'int' | 'double' | 'text' | 'list' | 'map' | 'time' | 'any';

/** Expressions of each kind, to make others of. */
type Grammar = Record<Kind | 'exactDouble', fc.Arbitrary<string>>;

function choice(...arbitraries: fc.Arbitrary<string>[]): fc.Arbitrary<string> {
  return fc.oneof({ depthSize: 'small' }, ...arbitraries);
}

function bools(of: Grammar): fc.Arbitrary<string> {
  return choice(
    fc.constantFrom('true', 'false'),
    read,
    binary(of.bool, ['&&', '||'], of.bool),
    binary(of.any, ['==', '!='], of.any),
    binary(of.double, ['<', '<=', '>', '>=', '==', '!='], of.int),
    binary(read, ['<', '<=', '>', '>=', '==', '!='], of.double),
    binary(of.text, ['<', '<=', '>', '>=', '==', '!='], of.text),
    binary(of.any, ['in'], of.list),
    binary(of.text, ['in'], of.map),
    call('!#0', of.bool),
    call('(#0 ? #1 : #2)', of.bool, of.bool, of.bool),
    read.map((path) => `has(${path.replace(/^[xy]\./, 'context.')})`),
    call('#0.#1(x, has(x.a))', of.list, fc.constantFrom('all', 'exists', 'exists_one')),
    call('#0.#1(x, #2)', of.list, fc.constantFrom('all', 'exists', 'exists_one'), of.bool),
    call('#0.exists(y, #1)', of.map, of.bool),
    call('#0.#1(#2)', of.text, fc.constantFrom('contains', 'startsWith', 'endsWith'), of.text),
    call('#0.matches(#1)', of.text, fc.constantFrom('"a+"', '"^[ab]*$"', '"("', '"[0-9]"')),
    call(
      '(type(#0) == #1)',
      of.any,
      fc.constantFrom('int', 'double', 'string', 'bool', 'list', 'map', 'null_type'),
    ),
    binary(of.time, ['<', '==', '>='], of.time),
  );
}

function ints(of: Grammar): fc.Arbitrary<string> {
  return choice(
    fc.constantFrom('0', '1', '2', '-3', '7', '9223372036854775807', '5u'),
    binary(of.int, ['+', '-', '*', '/', '%'], of.int),
    call('size(#0)', fc.oneof(of.text, of.list, of.map)),
    call('#0.size()', fc.oneof(of.text, of.list, of.map)),
    call('int(#0)', fc.oneof(of.exactDouble, fc.constantFrom('"12"', '"-7"', '"1x"', 'true'))),
    call('#0.indexOf(#1)', of.text, of.text),
    call('#0.#1()', of.time, fc.constantFrom('getHours', 'getDayOfYear', 'getSeconds', 'getMilliseconds')),
    call('(-#0)', fc.constantFrom('1', '2', 'x')),
    call('(#0 ? #1 : #2)', of.bool, of.int, of.int),
  );
}

function doubles(of: Grammar): fc.Arbitrary<string> {
  return choice(
    fc.constantFrom('0.0', '1.0', '1.5', '-2.0', '1e30'),
    read,
    binary(of.double, ['+', '-', '*', '/'], of.double),
    call('double(#0)', fc.constantFrom('1', '-3', '2u', '"1.5"', '"2"', 'size(context)', 'true', 'null')),
  );
}

function texts(of: Grammar): fc.Arbitrary<string> {
  return choice(
    quoted,
    read,
    known,
    binary(of.text, ['+'], of.text),
    call('string(#0)', fc.oneof(of.int, of.double, of.bool)),
    call('#0.#1()', of.text, fc.constantFrom('trim', 'lowerAscii', 'upperAscii')),
    call('#0.substring(#1)', of.text, of.int),
    call('#0.replace(#1, #2)', of.text, fc.constantFrom('"a"', '"ab"', '" "'), of.text),
    call('#0.charAt(#1)', of.text, of.int),
    call('#0.join(#1)', of.list, of.text),
    call('"%s-%d".format([#0, #1])', of.any, of.int),
  );
}

function lists(of: Grammar): fc.Arbitrary<string> {
  return choice(
    fc.constantFrom('[]', '[1, 2, 3]', "['a', 'b']", '[1.0, 2.0, "a", true]', '[1, 2.0, 3u]'),
    read,
    call('[#0, #1]', of.any, of.any),
    binary(of.list, ['+'], of.list),
    call('#0.map(x, #1)', of.list, of.any),
    call('#0.map(y, #1, #2)', of.list, of.bool, of.any),
    call('#0.filter(x, #1)', of.list, of.bool),
    call('#0.split(#1)', of.text, fc.constantFrom('"a"', '" "', '""')),
  );
}

function maps(of: Grammar): fc.Arbitrary<string> {
  return choice(
    fc.constantFrom('context', 'subject.properties', 'action.properties', 'resource', '{}'),
    read,
    call('{"a": #0, "b": #1}', of.any, of.any),
    call('{#0: 1, "c": null}', fc.oneof(of.text, fc.constantFrom('1', 'true', '2.0', '1.5', 'null'))),
  );
}

function times(of: Grammar): fc.Arbitrary<string> {
  return choice(
    fc.constantFrom(
      "timestamp('2026-01-31T09:30:00.5Z')",
      "timestamp('2000-02-29T23:59:59+02:00')",
      "duration('90m')",
    ),
    fc.constantFrom("duration('-1.5s')", "timestamp('2026-02-28T25:00:00Z')", 'timestamp(0)', 'duration(60)'),
    binary(of.time, ['+', '-'], of.time),
  );
}

function anything(of: Grammar): fc.Arbitrary<string> {
  return choice(
    read,
    known,
    quoted,
    fc.constantFrom('null', '1', '2u', '1.0', 'b"ab"', 'true'),
    of.bool,
    of.int,
    of.text,
    of.list,
    of.map,
    call('#0[#1]', of.list, fc.constantFrom('0', '1', '1.0', '7', '-1', "'a'", '0u')),
    call('#0[#1]', of.map, fc.constantFrom("'a'", "'b'", '1')),
    call('dyn(#0)', of.any),
  );
}

const expressions = fc.letrec<Record<Kind, string>>((tie) => {
  const any = tie('any');
  const of: Grammar = {
    bool: mostly(tie('bool'), any),
    int: mostly(tie('int'), any),
    double: mostly(tie('double'), any),
    text: mostly(tie('text'), any),
    list: mostly(tie('list'), any),
    map: mostly(tie('map'), any),
    time: tie('time'),
    exactDouble: tie('double'),
    any,
  };
  return {
    bool: bools(of),
    int: ints(of),
    double: doubles(of),
    text: texts(of),
    list: lists(of),
    map: maps(of),
    time: times(of),
    any: anything(of),
  };
});

/** Well-formed expressions. `x` and `y` are unknown outside of a macro, which is an error for both evaluators. */
export const conditionText = expressions.bool;
