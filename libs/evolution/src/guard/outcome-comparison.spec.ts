import fc from 'fast-check';
import { type ActionOutcomes, compareOutcomes, type OutcomeBounds } from './outcome-comparison.js';
import { predictedOutcomes } from './predicted-outcomes.js';

const BOUNDS: OutcomeBounds = { allow: 0.1, deny: 0.1, escalate: 0.1, harmful: 0.02, minimum: 50 };
const outcomes = (
  action: string,
  [allow = 0, deny = 0, escalate = 0, harmful = 0]: readonly number[],
): ActionOutcomes => ({ action, allow, deny, escalate, harmful });

const anyOutcomes = fc
  .tuple(fc.nat(1000), fc.nat(1000), fc.nat(1000), fc.nat(100))
  .map(([allow, deny, escalate, part]) => [allow, deny, escalate, Math.floor((allow * part) / 100)]);
const anyActions = fc
  .uniqueArray(fc.constantFrom('read', 'pay', 'send', 'delete', 'share'), { minLength: 1 })
  .chain((names) => fc.tuple(...names.map((name) => anyOutcomes.map((counts) => outcomes(name, counts)))));

describe('compareOutcomes', () => {
  it('crosses nothing when each action goes as it was predicted, whatever their mix', () => {
    fc.assert(
      fc.property(anyActions, fc.infiniteStream(fc.integer({ min: 1, max: 20 })), (predicted, factors) => {
        const live = predicted.map(({ action, allow, deny, escalate, harmful }) => {
          const factor = Number(factors.next().value);
          return outcomes(
            action,
            [allow, deny, escalate, harmful].map((count) => count * factor),
          );
        });
        const narrow = { allow: 0, deny: 0, escalate: 0, harmful: 0, minimum: 0 };
        expect(compareOutcomes(predicted, live, narrow)).toMatchObject({ crossed: [], unknown: 0 });
      }),
    );
  });

  it('goes by shares: more decisions of the same kind change nothing but their number', () => {
    fc.assert(
      fc.property(anyActions, anyActions, fc.integer({ min: 2, max: 50 }), (predicted, live, factor) => {
        const times = (all: readonly ActionOutcomes[]): ActionOutcomes[] =>
          all.map((one) =>
            outcomes(
              one.action,
              [one.allow, one.deny, one.escalate, one.harmful].map((count) => count * factor),
            ),
          );
        const bounds = { ...BOUNDS, minimum: 1 };
        const once = compareOutcomes(predicted, live, bounds);
        const often = compareOutcomes(times(predicted), times(live), bounds);
        expect(often.crossed).toStrictEqual(once.crossed);
        expect([often.decisions, often.unknown]).toStrictEqual(
          [once.decisions, once.unknown].map((count) => count * factor),
        );
      }),
    );
  });

  it('says nothing of actions without a prediction, and nothing of too few decisions', () => {
    fc.assert(
      fc.property(anyActions, anyActions, anyOutcomes, (predicted, live, counts) => {
        const strange = outcomes('strange', counts);
        const { unknown, ...rest } = compareOutcomes(predicted, [...live, strange], BOUNDS);
        const { unknown: before, ...same } = compareOutcomes(predicted, live, BOUNDS);
        expect(rest).toStrictEqual(same);
        expect(unknown - before).toBe(strange.allow + strange.deny + strange.escalate);
        const more = { ...BOUNDS, minimum: rest.decisions + 1 };
        expect(compareOutcomes(predicted, live, more).crossed).toStrictEqual([]);
      }),
    );
  });

  it('crosses a bound in both directions, and that of harm above alone', () => {
    const predicted = [outcomes('pay', [60, 30, 10, 3])];
    const crossed = (...counts: number[]): string[] =>
      compareOutcomes(predicted, [outcomes('pay', counts)], BOUNDS).crossed;
    expect(crossed(60, 30, 10, 3)).toStrictEqual([]);
    expect(crossed(70, 20, 10, 5)).toStrictEqual([]);
    expect(crossed(71, 19, 10, 3)).toStrictEqual(['allow', 'deny']);
    expect(crossed(48, 30, 22, 0)).toStrictEqual(['allow', 'escalate']);
    expect(crossed(60, 30, 10, 6)).toStrictEqual(['harmful']);
    expect(crossed(60, 30, 10, 0)).toStrictEqual([]);
  });

  it('weights what is predicted by what people do now', () => {
    const predicted = [outcomes('read', [100, 0, 0, 0]), outcomes('pay', [0, 100, 0, 0])];
    const live = [outcomes('read', [10, 0, 0, 0]), outcomes('pay', [0, 90, 0, 0])];
    expect(compareOutcomes(predicted, live, BOUNDS).shares.deny).toStrictEqual({ predicted: 0.9, live: 0.9 });
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
      outcomes('pay', [2, 1, 0, 1]),
      outcomes('read', [1, 0, 0, 0]),
    ]);
  });
});
