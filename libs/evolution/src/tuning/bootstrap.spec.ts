import fc from 'fast-check';
import { Random } from '../core/random.js';
import { bootstrapInterval } from './bootstrap.js';
import { shareOf, type Stratum } from './objectives.js';
import { type Measured, partingWarnings } from './parting.js';

const stratum: fc.Arbitrary<Stratum> = fc
  .nat(2000)
  .chain((cases) => fc.record({ cases: fc.constant(cases), hits: fc.nat(cases) }));
const strata = fc.array(stratum, { minLength: 1, maxLength: 2 });

describe('a bootstrap interval', () => {
  it('is within 0 and 1 about the share, and the same for the same seed', () => {
    fc.assert(
      fc.property(strata, fc.nat(), (given, seed) => {
        const interval = bootstrapInterval(given, Random.seeded(seed));
        const share = shareOf(given);
        expect(interval.low).toBeGreaterThanOrEqual(0);
        expect(interval.low).toBeLessThanOrEqual(share);
        expect(interval.high).toBeGreaterThanOrEqual(share);
        expect(interval.high).toBeLessThanOrEqual(1);
        expect(bootstrapInterval(given, Random.seeded(seed))).toStrictEqual(interval);
      }),
    );
  });

  it('is the one that resampling case by case gives', () => {
    const given = [
      { cases: 300, hits: 30 },
      { cases: 40, hits: 25 },
    ];
    const random = Random.seeded(1);
    const resampled = Array.from({ length: 4000 }, () => {
      const hits = given.map(
        ({ cases, hits: of }) =>
          Array.from({ length: cases }, () => random.below(cases)).filter((drawn) => drawn < of).length,
      );
      return hits.reduce((sum, each) => sum + each, 0) / 340;
    }).sort((one, other) => one - other);
    const { low, high } = bootstrapInterval(given, Random.seeded(2));
    expect(Math.abs(low - (resampled[100] ?? 0))).toBeLessThan(0.006);
    expect(Math.abs(high - (resampled[3900] ?? 0))).toBeLessThan(0.006);
  });

  it('says what may be where no case is a hit, or each is, and nothing without cases', () => {
    const of = (cases: number, hits: number): unknown =>
      bootstrapInterval([{ cases, hits }], Random.seeded(1));
    expect(of(30, 0)).toStrictEqual({ low: 0, high: expect.closeTo(0.1157, 4) as number });
    expect(of(30, 30)).toStrictEqual({ low: expect.closeTo(0.8843, 4) as number, high: 1 });
    expect(of(0, 0)).toStrictEqual({ low: 0, high: 0 });
  });

  it('is narrower for more cases, and holds for a million', () => {
    const widths = [50, 500, 5000, 1_000_000].map((cases) => {
      const { low, high } = bootstrapInterval([{ cases, hits: cases / 10 }], Random.seeded(3));
      return high - low;
    });
    expect(widths).toStrictEqual(widths.toSorted((one, other) => other - one));
    expect(widths.at(-1)).toBeGreaterThan(0);
  });
});

describe('a warning that scores part', () => {
  const measured = (harm: number, low: number, high: number): Measured => ({
    shares: { harm, stopped: 0, asked: 0 },
    intervals: { harm: { low, high }, stopped: { low: 0, high: 0 }, asked: { low: 0, high: 0 } },
  });

  it.each<[string, Measured, Measured, number]>([
    ['comes when both are outside', measured(0.01, 0, 0.02), measured(0.1, 0.06, 0.14), 1],
    ['stays out when what was held out is better', measured(0.1, 0.06, 0.14), measured(0.01, 0, 0.02), 0],
    ['stays out when they overlap', measured(0.05, 0.02, 0.08), measured(0.1, 0.04, 0.16), 0],
    ['stays out for one case more than none', measured(0, 0, 0), measured(0.002, 0, 0.006), 0],
    ['comes for many more than none', measured(0, 0, 0), measured(0.05, 0.03, 0.07), 1],
  ])('%s', (_, training, heldOut, count) => {
    expect(partingWarnings(training, heldOut)).toHaveLength(count);
  });
});
