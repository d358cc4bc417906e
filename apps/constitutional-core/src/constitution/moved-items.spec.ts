import fc from 'fast-check';
import { movedItems } from './moved-items.js';

const orders = fc
  .uniqueArray(fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f', 'g'), { maxLength: 7 })
  .chain((items) => fc.tuple(fc.constant(items), fc.shuffledSubarray(items, { minLength: items.length })));

/** By trying every subset: the most items that can stay. */
function mostThatStay(before: readonly string[], after: readonly string[]): number {
  let most = 0;
  for (let mask = 0; mask < 2 ** before.length; mask++) {
    const kept = before.filter((_, place) => (mask & (1 << place)) !== 0);
    if (after.filter((item) => kept.includes(item)).join() === kept.join())
      most = Math.max(most, kept.length);
  }
  return most;
}

describe('moved items', () => {
  it.each([
    ['abc', 'abc', ''],
    ['abc', 'cab', 'c'],
    ['abc', 'bca', 'a'],
    ['abcd', 'badc', 2],
    ['abcd', 'dcba', 3],
    ['', '', ''],
  ])('from %p to %p', (before, after, expected) => {
    const moved = movedItems(Array.from(before), Array.from(after));
    expect(typeof expected === 'number' ? moved.length : moved.join('')).toBe(expected);
  });

  it('leaves an order that both have in common, the longest there is', () => {
    fc.assert(
      fc.property(orders, ([before, after]) => {
        const moved = new Set(movedItems(before, after));
        const stay = (item: string): boolean => !moved.has(item);
        expect(before.filter(stay)).toStrictEqual(after.filter(stay));
        expect(before.length - moved.size).toBe(mostThatStay(before, after));
      }),
    );
  });
});
