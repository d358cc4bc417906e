import { SlowQueryTable } from './slow-query-table.js';

const at = (second: number): Date => new Date(second * 1000);

describe('SlowQueryTable', () => {
  it('counts and measures each statement, the costliest first', () => {
    const table = new SlowQueryTable(10);
    table.add('a', 300, at(1));
    table.add('b', 200, at(2));
    table.add('b', 400, at(3));
    expect(table.list()).toStrictEqual([
      {
        statement: 'b',
        count: 2,
        meanMs: 300,
        maxMs: 400,
        firstAt: at(2).toISOString(),
        lastAt: at(3).toISOString(),
        plan: null,
      },
      expect.objectContaining({ statement: 'a', count: 1, meanMs: 300, maxMs: 300 }),
    ]);
  });

  it('keeps no more than it may: the one that was slow longest ago goes', () => {
    const table = new SlowQueryTable(2);
    for (const statement of ['a', 'b', 'a', 'c']) table.add(statement, 1, at(1));
    expect(table.list().map(({ statement }) => statement)).toStrictEqual(['a', 'c']);
    table.addPlan('b', {}, at(2));
    expect(table.list()).toHaveLength(2);
  });

  it('keeps the last plan', () => {
    const table = new SlowQueryTable(2);
    table.add('a', 1, at(1));
    expect(table.planReadAt('a')).toBeNull();
    table.addPlan('a', { first: true }, at(2));
    table.addPlan('a', { second: true }, at(3));
    table.add('a', 1, at(4));
    expect(table.planReadAt('a')).toStrictEqual(at(3));
    expect(table.list()).toMatchObject([{ plan: { readAt: at(3).toISOString(), tree: { second: true } } }]);
  });
});
