import fc from 'fast-check';
import { parsePath, PathSyntaxError } from './path.js';
import { select, textOf } from './selection.js';

const shop = {
  me: 'ann',
  also: ['bob', 'cy'],
  'odd.name': 1,
  orders: [
    { id: 7, by: 'ann', lines: [{ sku: 'a' }, { sku: 'b' }], note: 'n1' },
    { id: 8, by: 'bob', lines: [], note: 'n2' },
    { id: 9, by: 'dan', lines: [{ sku: 'c' }], note: 'n3' },
  ],
  prices: { a: 1, b: null },
};

function valuesAt(path: string): unknown[] {
  return select(parsePath(path), shop).found.map(({ value }) => value);
}

describe('select', () => {
  it.each([
    ['me', ['ann']],
    ['also.*', ['bob', 'cy']],
    ['also.1', ['cy']],
    ["'odd.name'", [1]],
    ['orders.*.lines.*.sku', ['a', 'b', 'c']],
    ['orders.*[by=ann].id', [7]],
    ['orders.*[by=$me].id', [7]],
    ['orders.*[by=$me|$also.*].id', [7, 8]],
    ['orders.*[by=dan|ann].id', [7, 9]],
    ['orders.*[by!=$me].id', [8, 9]],
    ['orders.*[by!=ann][id!=9].id', [8]],
    ['orders.*[id=7].by', ['ann']],
    ["orders.*[by='ann'].id", [7]],
    ['prices.*.@key', ['a', 'b']],
    ['prices.*.@self', [1, null]],
    ['**.sku', ['a', 'b', 'c']],
    ['orders.**.note', ['n1', 'n2', 'n3']],
    ['orders.*[colour=red]', []],
    ['nobody.*.id', []],
    ['me.length', []],
    ['__proto__', []],
    ['constructor', []],
    ['@key', []],
  ])('finds by %s', (path, expected) => {
    expect(valuesAt(path)).toEqual(expected);
  });

  it('tells where each value stands, and what the filters looked at', () => {
    const { found, consulted } = select(parsePath('orders.*[by=$me].note'), shop);

    expect(found).toEqual([{ value: 'n1', place: ['orders', '0', 'note'], isKey: false }]);
    expect(consulted.map(({ place }) => place.join('/'))).toEqual([
      ...['orders/0/by', 'me'],
      ...['orders/1/by', 'me'],
      ...['orders/2/by', 'me'],
    ]);
  });

  it('leads back to the same value from the place it names, for any JSON', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (document) => {
        for (const { value, place, isKey } of select(parsePath('**.*'), document).found) {
          const reached = place.reduce<unknown>(
            (at, name) => (at as Record<string, unknown>)[name],
            document,
          );
          expect(isKey ? place.at(-1) : reached).toBe(value);
        }
      }),
    );
  });
});

describe('parsePath', () => {
  it.each([
    ['', 1],
    ['a..b', 3],
    ['a.', 3],
    ['.a', 1],
    ['a.[x=1]', 3],
    ['a[x', 4],
    ['a[x=1', 6],
    ['a[x=]', 5],
    ["'a", 2],
    ['a b', 2],
    ['a.**', 5],
    ['a[b=$]', 6],
    ['@keys', 5],
  ])('refuses %j at column %i', (path, column) => {
    expect(() => parsePath(path)).toThrow(PathSyntaxError);
    expect(() => parsePath(path)).toThrow(`at column ${column}:`);
  });
});

it('compares and lists scalars by their text', () => {
  expect([textOf('a'), textOf(1.5), textOf(true), textOf(null), textOf([]), textOf({})]).toEqual([
    ...['a', '1.5', 'true'],
    ...[null, null, null],
  ]);
});
