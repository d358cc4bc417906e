import fc from 'fast-check';
import { hypervolume, invertedGenerationalDistance } from './indicators.js';

const SIDE = 5;
const points = (dimensions: number): fc.Arbitrary<number[][]> =>
  fc.array(fc.array(fc.integer({ min: 0, max: SIDE }), { minLength: dimensions, maxLength: dimensions }), {
    maxLength: 12,
  });

/** Counts the unit cells that some point dominates. */
function counted(all: readonly number[][], dimensions: number): number {
  let count = 0;
  for (let cell = 0; cell < SIDE ** dimensions; cell++) {
    const corner = Array.from({ length: dimensions }, (_, at) => Math.floor(cell / SIDE ** at) % SIDE);
    if (all.some((point) => point.every((value, at) => value <= (corner[at] ?? 0)))) count++;
  }
  return count;
}

describe('hypervolume', () => {
  it.each([1, 2, 3, 4])('in %d dimensions is the number of cells that somebody dominates', (dimensions) => {
    fc.assert(
      fc.property(points(dimensions), (all) => {
        const reference = Array.from({ length: dimensions }, () => SIDE);
        expect(hypervolume(all, reference)).toBe(counted(all, dimensions));
      }),
    );
  });
});

describe('invertedGenerationalDistance', () => {
  it('is how far the front is from what was found, on average', () => {
    const front = [
      [0, 1],
      [1, 0],
    ];
    expect(invertedGenerationalDistance(front, front)).toBe(0);
    expect(invertedGenerationalDistance([[0, 1]], front)).toBeCloseTo(Math.SQRT2 / 2);
  });
});
