import { inTurn } from './nemesis.js';
import { rowsOfTable } from './result-table.js';
import { allowing, type Row } from './row.js';

const row = (name: string): Row => ({
  name,
  failure: name,
  allows: allowing(),
  run: () => Promise.resolve([]),
});
const ROWS = ['a', 'b', 'c', 'd', 'e'].map(row);
const namesOf = (rows: readonly Row[]): string => rows.map(({ name }) => name).join('');

describe('inTurn', () => {
  it('gives the same order for the same seed, and another for another', () => {
    const orders = [1, 1, 2].map((seed) => namesOf(inTurn(ROWS, 20, seed)));
    expect(orders[0]).toBe(orders[1]);
    expect(orders[0]).not.toBe(orders[2]);
  });

  it('runs every row before any of them once more', () => {
    const order = inTurn(ROWS, 12, 3);
    expect(order).toHaveLength(12);
    for (const from of [0, 5])
      expect(
        namesOf(order.slice(from, from + 5))
          .split('')
          .sort()
          .join(''),
      ).toBe('abcde');
  });

  it('is empty without rows', () => {
    expect(inTurn([], 3, 1)).toStrictEqual([]);
  });
});

describe('rowsOfTable', () => {
  it('counts what was answered while something was broken, and what in between', () => {
    const windows = [{ row: 'a', from: 1000, to: 3000, allows: allowing() }];
    const at = (sentAt: number, ending: string) =>
      ({ key: '', target: 'gateway', sentAt, endedAt: sentAt + 5, ending }) as const;
    const exchanges = [at(998, '200'), at(1500, '503'), at(1600, '500'), at(4000, '200')];
    const violations = [{ kind: 'failed', row: 'a', what: '500' }] as const;
    expect(rowsOfTable(windows, exchanges, violations).slice(1)).toStrictEqual([
      ['a', '1', '2.0', '3', '1', '1', '0', '0', '0', '0', '0', '1', '1'],
      ['nothing', '0', '0.0', '1', '1', '0', '0', '0', '0', '0', '0', '0', '0'],
    ]);
  });
});
