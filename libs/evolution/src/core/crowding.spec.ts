import fc from 'fast-check';
import { crowdingDistances, thinned } from './crowding.js';
import type { Evaluation } from './dominance.js';

const of = (...objectives: number[]): Evaluation => ({ objectives, violation: 0 });

describe('crowdingDistances', () => {
  it('is what the paper says: the sides of the box between the neighbours, and infinite at the ends', () => {
    const front = [of(0, 10), of(1, 6), of(4, 5), of(10, 0)];
    const distances = crowdingDistances(front);
    expect(front.map((item) => distances.get(item))).toStrictEqual([
      Number.POSITIVE_INFINITY,
      0.4 + 0.5,
      0.9 + 0.6,
      Number.POSITIVE_INFINITY,
    ]);
  });

  it('gives everybody a distance, and no distance where there is no width', () => {
    const same = [of(1, 1), of(1, 1), of(1, 1)];
    expect([...crowdingDistances(same).values()]).toStrictEqual([
      Number.POSITIVE_INFINITY,
      0,
      Number.POSITIVE_INFINITY,
    ]);
    expect(crowdingDistances([]).size).toBe(0);
  });
});

describe('thinned', () => {
  const fronts = fc
    .uniqueArray(fc.integer({ min: 0, max: 1000 }), { minLength: 1, maxLength: 40 })
    .map((values) => values.map((x) => of(x, 1000 - x)));

  it('takes one of a cluster and leaves its neighbour, which has the room then', () => {
    const [left, a, b, c, right] = [of(0, 100), of(49, 51), of(50, 50), of(51, 49), of(100, 0)];
    expect(thinned([left, a, b, c, right], 4)).toStrictEqual([left, a, c, right]);
    expect(thinned([left, a, b, c, right], 3)).toHaveLength(3);
    expect(thinned([left, a, b, c, right], 3)).toStrictEqual(expect.arrayContaining([left, right]));
  });

  it('removes, one after another, whoever has the least room among those who are left', () => {
    fc.assert(
      fc.property(fronts, fc.nat(40), (front, gone) => {
        const count = Math.max(0, front.length - gone);
        let left: readonly Evaluation[] = front;
        const width =
          Math.max(...front.map(({ objectives: [x = 0] }) => x)) -
          Math.min(...front.map(({ objectives: [x = 0] }) => x));
        while (left.length > count) left = withoutMostCrowded(left, width);
        expect(thinned(front, count)).toStrictEqual(left);
      }),
    );
  });
});

/** Straight from the definition, with the width that the whole front had. */
function withoutMostCrowded(front: readonly Evaluation[], width: number): readonly Evaluation[] {
  const sorted = front.toSorted(({ objectives: [one = 0] }, { objectives: [other = 0] }) => one - other);
  const room = (item: Evaluation): number => {
    const at = sorted.indexOf(item);
    const [before, after] = [sorted[at - 1]?.objectives, sorted[at + 1]?.objectives];
    if (before === undefined || after === undefined) return Number.POSITIVE_INFINITY;
    return ((after[0] ?? 0) - (before[0] ?? 0)) / width + ((before[1] ?? 0) - (after[1] ?? 0)) / width;
  };
  const least = Math.min(...front.map(room));
  const gone = front.find((item) => room(item) === least);
  return front.filter((item) => item !== gone);
}
