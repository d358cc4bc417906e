import fc from 'fast-check';
import { TokenBucket } from './token-bucket.js';

const PER_SECOND = 50;
const BURST = 5;

describe('TokenBucket', () => {
  it('never gives more than the burst and what the time since has earned', () => {
    fc.assert(
      fc.property(fc.array(fc.nat({ max: 400 }), { maxLength: 300 }), (pauses) => {
        const bucket = new TokenBucket(PER_SECOND, BURST);
        let [now, taken] = [1000, 0];
        for (const pause of pauses) {
          now += pause;
          if (bucket.take(now) === 0) taken++;
          expect(taken).toBeLessThanOrEqual(BURST + ((now - 1000) / 1000) * PER_SECOND + 1e-6);
        }
      }),
    );
  });

  it('tells how long the next token takes, and has it then', () => {
    const bucket = new TokenBucket(PER_SECOND, BURST);
    while (bucket.take(0) === 0);
    expect(bucket.take(0)).toBeCloseTo(20);
    expect(bucket.take(19)).toBeCloseTo(1);
    expect(bucket.take(20.001)).toBe(0);
  });

  it('earns nothing from a clock that stands still or goes back', () => {
    const bucket = new TokenBucket(PER_SECOND, 1);
    expect(bucket.take(1000)).toBe(0);
    expect(bucket.take(0)).toBeGreaterThan(0);
    expect(bucket.take(1000)).toBeGreaterThan(0);
  });
});
