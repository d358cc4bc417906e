import fc from 'fast-check';
import type { ActionOutcomes } from './action-outcomes.js';
import {
  type CountedPart,
  type GuardCounts,
  isSettled,
  nextSlice,
  noCounts,
  type Slice,
  withShorterSlices,
  withSlice,
} from './guard-counts.js';

const START = Date.UTC(2026, 0, 1);
const MINUTE = 60_000;
const BEFORE = 6 * 60 * MINUTE;

interface Decided {
  readonly at: number;
  readonly labelledAt: number;
}

/** What the engine would answer now. */
const answer = (decisions: readonly Decided[], { from, to }: Slice, now: number): ActionOutcomes[] => {
  const found = decisions.filter(({ at }) => at >= from && at < to);
  const labelled = found.filter(({ labelledAt }) => labelledAt <= now).length;
  return [{ action: 'pay', allow: found.length, deny: 0, escalate: 0, labelled, harmful: labelled }];
};

const anyDecisions = fc.array(
  fc.record({ at: fc.nat(120 * MINUTE), late: fc.nat(60 * MINUTE) }).map(({ at, late }) => ({
    at: START - 30 * MINUTE + at,
    labelledAt: START + at + late,
  })),
);

/** Some of the questions go unanswered. */
const anyLooks = fc.array(
  fc.record({ after: fc.integer({ min: 1, max: 30 * MINUTE }), answers: fc.array(fc.boolean()) }),
  { maxLength: 30 },
);

function looked(
  decisions: readonly Decided[],
  counts: GuardCounts,
  part: CountedPart,
  time: Slice,
  now: number,
  answers: readonly boolean[],
  asked: Slice[] = [],
): GuardCounts {
  const slice = nextSlice(counts, part, time);
  if (slice === null) return counts;
  const [answers1, ...rest] = answers;
  if (answers1 === false) return withShorterSlices(counts);
  asked.push(slice);
  const found = answer(decisions, slice, now);
  const next = withSlice(counts, part, slice, found, { start: START, now });
  if (next.recounted !== counts.recounted) return next;
  return looked(decisions, next, part, time, now, rest, asked);
}

describe('the counts of a guard', () => {
  it('have each decision of the time once, whatever was asked when and went unanswered', () => {
    fc.assert(
      fc.property(anyDecisions, anyLooks, (decisions, looks) => {
        let [counts, now] = [noCounts(START), START];
        for (const { after, answers } of [...looks, { after: 1, answers: [] }]) {
          now += after;
          const time = { from: START, to: now };
          const asked: Slice[] = [];
          counts = looked(decisions, counts, 'live', time, now, answers, asked);
          expect(asked.every(({ from, to }) => to > from && to - from <= 5 * MINUTE)).toBe(true);
          if (counts.live.until === now) counts = looked(decisions, counts, 'again', time, now, answers);
          const [expected] = answer(decisions, { from: START, to: counts.live.until }, now);
          expect(counts.live.outcomes[0]?.allow ?? 0).toBe(expected?.allow);
        }
        expect(counts.live.until).toBe(now);
      }),
    );
  });

  it('are settled once labels that came until the end are counted', () => {
    fc.assert(
      fc.property(anyDecisions, anyLooks, (decisions, looks) => {
        const end = START + 60 * MINUTE;
        let [counts, now] = [noCounts(START), START];
        const rest = Array.from({ length: 8 }, () => ({ after: 60 * MINUTE, answers: [] }));
        for (const { after, answers } of [...looks, ...rest]) {
          now += after;
          const time = { from: START, to: Math.min(now, end) };
          counts = looked(decisions, counts, 'live', time, now, answers);
          if (counts.live.until === time.to) counts = looked(decisions, counts, 'again', time, now, answers);
          if (!isSettled(counts, end)) continue;
          const [atEnd] = answer(decisions, time, end);
          expect(counts.live.outcomes[0]?.labelled).toBeGreaterThanOrEqual(atEnd?.labelled ?? 0);
        }
        expect(isSettled(counts, end)).toBe(true);
      }),
    );
  });

  it('go back before the version until there is enough, and no further than some hours', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 1000 }), (perMinute) => {
        let counts = noCounts(START);
        const time = { from: START, to: START };
        for (
          let slice = nextSlice(counts, 'before', time);
          slice !== null;
          slice = nextSlice(counts, 'before', time)
        ) {
          expect(slice.to).toBe(counts.before.from);
          const allow = (perMinute * (slice.to - slice.from)) / MINUTE;
          const found = [{ action: 'pay', allow, deny: 0, escalate: 0, labelled: 0, harmful: 0 }];
          counts = withSlice(counts, 'before', slice, found, { start: START, now: START });
        }
        const decisions = counts.before.outcomes[0]?.allow ?? 0;
        expect(decisions >= 10_000 || counts.before.from === START - BEFORE).toBe(true);
        expect(decisions).toBeLessThan(10_000 + 5 * 1000);
      }),
    );
  });
});
