import { canonicalJson, NoJsonFormError } from '@acgs/merkle';
import canonicalize from 'canonicalize';
import fc from 'fast-check';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describeWith, jsonFiles, vectorFolder } from './outside-vectors.js';

const folder = vectorFolder('jcs');
const cycle: { self?: unknown } = {};
cycle.self = cycle;

describeWith(folder)('RFC 8785 test data (needs ACGS_DATA)', () => {
  const inputs = folder === null ? [] : jsonFiles<unknown>(join(folder, 'input'));

  it.each(inputs)('%s', (name, value) => {
    const wanted = readFileSync(join(folder ?? '', 'outhex', name.replace('.json', '.txt')), 'utf8');
    const hex = Buffer.from(canonicalJson(value)).toString('hex');

    expect(hex).toBe(wanted.replace(/\s/g, ''));
  });
});

it('writes numbers as ECMAScript does, without the sign of zero', () => {
  expect(canonicalJson([-0, 1e21, 1e-7, 333333333.33333329, 5e-324])).toBe(
    '[0,1e+21,1e-7,333333333.3333333,5e-324]',
  );
});

it('sorts names by UTF-16 code units, also those that look like numbers', () => {
  expect(canonicalJson({ '10': 1, '9': 2, '\ufb33': 3, '\ud83d\ude00': 4, a: undefined })).toBe(
    '{"10":1,"9":2,"\ud83d\ude00":4,"\ufb33":3}',
  );
});

it('says the same of a value that was written and read again', () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      const text = canonicalJson(value);

      expect(canonicalJson(JSON.parse(text))).toBe(text);
      expect(text).toBe(canonicalize(value));
    }),
  );
});

it('says the same as a foreign writer of whatever order, and changes nothing of what it writes', () => {
  const name = fc.oneof(fc.constantFrom('__proto__', 'constructor', '10', '9', '01', '', 'é'), fc.string());
  const { value: values } = fc.letrec((tie) => ({
    value: fc.oneof({ maxDepth: 4 }, fc.jsonValue({ maxDepth: 0 }), fc.array(tie('value')), tie('object')),
    object: fc.array(fc.tuple(name, tie('value'))).map((members) => Object.fromEntries(members)),
  }));
  fc.assert(
    fc.property(values, (value) => {
      const before = JSON.stringify(value);

      expect(canonicalJson(value)).toBe(canonicalize(value));
      expect(JSON.stringify(value)).toBe(before);
    }),
    { numRuns: 2000 },
  );
});

it.each([
  ['NaN', NaN],
  ['infinity', { a: [-Infinity] }],
  ['half a surrogate pair', '\ud800'],
  ['half a surrogate pair in a name', { '\udfff': 1 }],
  ['a function', { a: () => 1 }],
  ['a function in a list', [() => 1]],
  ['undefined', undefined],
  ['undefined in a list', [undefined]],
  ['a hole', new Array<number>(2)],
  ['a bigint', 1n],
  ['a symbol', [Symbol('s')]],
  ['a cycle', cycle],
  ['what toJSON makes of it', { toJSON: () => NaN }],
])('has no form for %s', (_name, value) => {
  expect(() => canonicalJson(value)).toThrow(NoJsonFormError);
});
