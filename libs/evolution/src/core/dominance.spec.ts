import fc from 'fast-check';
import { dominates, type Evaluation, nonDominatedFronts } from './dominance.js';

const evaluations = (objectives = 3): fc.Arbitrary<Evaluation[]> =>
  fc.array(
    fc.record({
      objectives: fc.array(fc.integer({ min: 0, max: 4 }), { minLength: objectives, maxLength: objectives }),
      violation: fc.constantFrom(0, 0, 1, 2),
    }),
    { maxLength: 40 },
  );

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
