import fc from 'fast-check';
import { crowdingDistances, dominates, type Evaluation, nonDominatedFronts } from './dominance.js';

const evaluations = (objectives = 3): fc.Arbitrary<Evaluation[]> =>
  fc.array(
    fc.record({
      objectives: fc.array(fc.integer({ min: 0, max: 4 }), { minLength: objectives, maxLength: objectives }),
      violation: fc.constantFrom(0, 0, 1, 2),
    }),
    { maxLength: 40 },
  );
const of = (...objectives: number[]): Evaluation => ({ objectives, violation: 0 });

describe('dominates', () => {
  it('is an order: nothing dominates itself, nor what dominates it, and it carries on', () => {
    fc.assert(
      fc.property(evaluations(), (items) => {
        const better = (one: Evaluation): Evaluation[] => items.filter((other) => dominates(other, one));
        for (const one of items) {
          const above = better(one);
          expect(above).not.toContain(one);
          expect(above.flatMap(better).filter((each) => !above.includes(each))).toStrictEqual([]);
        }
      }),
    );
  });

  it('puts whatever keeps the constraints before whatever breaks one, and less before more', () => {
    const [good, bad, worse] = [0, 1, 2].map((violation) => ({ objectives: [9 - violation], violation }));
    expect(good && bad && worse && [dominates(good, bad), dominates(bad, worse)]).toStrictEqual([true, true]);
  });
});

describe('nonDominatedFronts', () => {
  it('peels off, again and again, what nothing else dominates', () => {
    fc.assert(
      fc.property(evaluations(), (items) => {
        let left: readonly Evaluation[] = items;
        for (const front of nonDominatedFronts(items)) {
          const expected = left.filter((one) => !left.some((other) => dominates(other, one)));
          expect(new Set(front)).toStrictEqual(new Set(expected));
          left = left.filter((one) => !expected.includes(one));
        }
        expect(left).toStrictEqual([]);
      }),
    );
  });
});

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
