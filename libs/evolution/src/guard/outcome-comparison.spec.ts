import fc from 'fast-check';
import type { ActionOutcomes } from './action-outcomes.js';
import { compareOutcomes, type Expectation, isJudged, type OutcomeBounds } from './outcome-comparison.js';
import { predictedOutcomes } from './predicted-outcomes.js';

const BOUNDS: OutcomeBounds = {
  ...{ allow: 0.1, deny: 0.1, escalate: 0.1, harmful: 0.02 },
  ...{ minimum: 50, labelled: 20 },
};
const outcomes = (
  action: string,
  [allow = 0, deny = 0, escalate = 0, labelled = 0, harmful = 0]: readonly number[],
): ActionOutcomes => ({ action, allow, deny, escalate, labelled, harmful });

/** A version of whose single action this is known; where nothing else is said, it changes nothing. */
const pays = (
  before: readonly number[],
  today: readonly number[] = before,
  predicted: readonly number[] = today,
): Expectation => ({
  before: [outcomes('pay', before)],
  today: [outcomes('pay', today)],
  predicted: [outcomes('pay', predicted)],
});

const crossed = (expectation: Expectation, ...live: number[]): string[] =>
  compareOutcomes(expectation, [outcomes('pay', live)], BOUNDS).crossed;

/** Shares of allow, deny and escalate. */
const anyShares = fc
  .tuple(fc.double({ min: 0, max: 1, noNaN: true }), fc.double({ min: 0, max: 1, noNaN: true }))
  .map(([one, other]) => [Math.min(one, other), Math.abs(one - other), 1 - Math.max(one, other)]);
const anyCounts = fc.tuple(fc.nat(1000), fc.nat(1000), fc.nat(1000));
const anyNames = fc.uniqueArray(fc.constantFrom('read', 'pay', 'send', 'delete'), { minLength: 1 });
const anyActions = anyNames.chain((names) =>
  fc.tuple(...names.map((name) => anyCounts.map((counts) => outcomes(name, counts)))),
);
const anyExpectation = fc.record({ before: anyActions, today: anyActions, predicted: anyActions });

describe('compareOutcomes', () => {
  it('crosses nothing by chance, however often a version is looked at that does what was predicted', () => {
    const drawn = fc.infiniteStream(fc.double({ min: 0, max: 1, noNaN: true }));
    const scenario = fc.tuple(anyShares, anyShares, drawn, fc.integer({ min: 20, max: 200 }));
    fc.assert(
      fc.property(scenario, ([before, live, random, size]) => {
        const one = ([allow = 0, deny = 0]: readonly number[]): number[] => {
          const value = random.next().value ?? 0;
          const at = value < allow ? 0 : value < allow + deny ? 1 : 2;
          return [0, 1, 2].map((place) => Number(place === at));
        };
        const many = (shares: readonly number[], count: number): number[] =>
          Array.from({ length: count }, () => one(shares)).reduce(added, [0, 0, 0]);
        const expectation = pays(many(before, size), many(before, size), many(live, size));
        let counts = [0, 0, 0];
        for (let look = 0; look < 60; look++) {
          counts = added(counts, many(live, 5));
          expect(crossed(expectation, ...counts)).toStrictEqual([]);
        }
      }),
      { numRuns: 50 },
    );
  });

  it('crosses nothing when a candidate that stops much harm in the evidence has little to stop live', () => {
    expect(crossed(pays([9900, 100, 0], [100, 0, 0], [50, 50, 0]), 990, 10, 0)).toStrictEqual([]);
    expect(crossed(pays([9900, 100, 0], [100, 0, 0], [50, 50, 0]), 400, 600, 0)).toStrictEqual([]);
  });

  it('crosses what the version does beyond the version before and its change, above or below', () => {
    const unchanged = pays([900, 50, 50], [180, 10, 10]);
    expect(crossed(unchanged, 180, 10, 10)).toStrictEqual([]);
    expect(crossed(unchanged, 80, 110, 10)).toStrictEqual(['allow', 'deny']);
    expect(crossed(pays([0, 0, 1000], [0, 0, 200]), 200, 0, 0)).toStrictEqual(['allow', 'escalate']);
  });

  it('needs more decisions for a smaller difference', () => {
    const unchanged = pays([9000, 500, 500], [1800, 100, 100]);
    expect(crossed(unchanged, 35, 12, 3)).toStrictEqual([]);
    expect(crossed(unchanged, 3500, 1200, 300)).toStrictEqual(['allow', 'deny']);
    expect(crossed(unchanged, 0, 49, 0)).toStrictEqual([]);
  });

  it('is not about what people ask: more of one action changes nothing', () => {
    const actions = ['read', 'pay'] as const;
    const of = (read: readonly number[], pay: readonly number[]): ActionOutcomes[] =>
      [read, pay].map((counts, at) => outcomes(actions[at] ?? '', counts));
    const usual = of([1000, 0, 0], [0, 1000, 0]);
    const expectation = { before: usual, today: usual, predicted: usual };
    expect(compareOutcomes(expectation, of([10, 0, 0], [0, 990, 0]), BOUNDS)).toMatchObject({
      crossed: [],
      shares: { deny: { before: 0.99, predicted: 0.99, live: 0.99 } },
    });
  });

  it('counts as unknown what there is too little of in the evidence, or before', () => {
    for (const [before, heldOut] of [
      [19, 100],
      [100, 19],
    ] as const)
      expect(
        compareOutcomes(pays([before, 0, 0], [heldOut, 0, 0]), [outcomes('pay', [0, 500, 0])], BOUNDS),
      ).toMatchObject({ decisions: 0, unknown: 500, crossed: [] });
    fc.assert(
      fc.property(anyExpectation, anyActions, anyCounts, (expectation, live, counts) => {
        const strange = outcomes('strange', counts);
        const { unknown, ...rest } = compareOutcomes(expectation, [...live, strange], BOUNDS);
        const { unknown: before, ...same } = compareOutcomes(expectation, live, BOUNDS);
        expect(rest).toStrictEqual(same);
        expect(unknown - before).toBe(counts[0] + counts[1] + counts[2]);
        const shares = Object.values(rest.shares).flatMap((share) => Object.values(share));
        expect(shares.every((share) => share >= 0 && share <= 1)).toBe(true);
      }),
    );
  });

  it('judges harm among labelled ones alone, however few these are of all', () => {
    const harmless = pays([1000, 0, 0], [100, 0, 0, 100, 0]);
    expect(crossed(harmless, 100_000, 0, 0, 30, 30)).toStrictEqual(['harmful']);
    expect(crossed(harmless, 100_000, 0, 0, 30, 0)).toStrictEqual([]);
    expect(crossed(harmless, 100, 0, 0, 19, 19)).toStrictEqual([]);
    expect(crossed(harmless, 100, 0, 0, 50, 3)).toStrictEqual([]);
    const unknownBefore = { ...harmless, before: [] };
    expect(crossed(unknownBefore, 0, 100, 0, 0, 0)).toStrictEqual([]);
    expect(crossed(unknownBefore, 100, 0, 0, 30, 30)).toStrictEqual(['harmful']);
  });
});

describe('isJudged', () => {
  it('needs the minimum of decisions, and those of known actions or labels', () => {
    const judged = (decisions: number, unknown: number, labelled: number): boolean =>
      isJudged({ decisions, unknown, labelled }, BOUNDS);
    expect([judged(50, 0, 0), judged(0, 50, 20), judged(10, 40, 20)]).toStrictEqual([true, true, true]);
    expect([judged(49, 0, 20), judged(49, 1000, 19), judged(0, 0, 0)]).toStrictEqual([false, false, false]);
  });
});

describe('predictedOutcomes', () => {
  it('counts by action, and as harmful what is allowed and should not be', () => {
    const cases = [
      { action: 'pay', label: 'deny' },
      { action: 'pay', label: 'allow' },
      { action: 'read', label: 'escalate' },
      { action: 'pay', label: 'deny' },
    ] as const;
    expect(predictedOutcomes(cases, Uint8Array.of(0, 0, 0, 1))).toStrictEqual([
      outcomes('pay', [2, 1, 0, 3, 1]),
      outcomes('read', [1, 0, 0, 1, 0]),
    ]);
  });
});

const added = (one: readonly number[], other: readonly number[]): number[] =>
  one.map((value, at) => value + (other[at] ?? 0));
