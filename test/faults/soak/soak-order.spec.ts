import fc from 'fast-check';
import { SERVICE_ROWS } from '../table/service-rows.js';
import { STORAGE_ROWS } from '../table/storage-rows.js';
import { orderOfSoak } from './soak-order.js';

const ROWS = [...SERVICE_ROWS, ...STORAGE_ROWS];
const ENDS = / (killed|ended)$/;

describe('orderOfSoak', () => {
  it('has a row for each minute, and ends services in the first half alone', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 120 }), fc.nat(), (minutes, seed) => {
        const order = orderOfSoak(ROWS, minutes, seed).map(({ name }) => name);
        expect(order).toHaveLength(minutes);
        const late = order.slice(Math.ceil(minutes / 2));
        expect(late.filter((name) => ENDS.test(name) && !/^(Redis|PostgreSQL)/.test(name))).toStrictEqual([]);
        expect(order.some((name) => ENDS.test(name))).toBe(true);
      }),
    );
  });

  it('runs every row within an hour', () => {
    const names = new Set(orderOfSoak(ROWS, 60, 7).map(({ name }) => name));
    expect(names.size).toBe(ROWS.length);
  });

  it('runs nothing but what there is', () => {
    const [only] = ROWS;
    expect(orderOfSoak([only!], 3, 1)).toStrictEqual([only, only, only]);
  });
});
