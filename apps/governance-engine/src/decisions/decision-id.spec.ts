import { smallestDecisionId, timeOfDecisionId } from '@acgs/contracts';
import { DecisionIdSchema } from '@acgs/contracts';
import fc from 'fast-check';
import { newDecisionId } from './decision-id.js';

const CANONICAL = /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

describe('decision ids', () => {
  const clock = Date.now;
  const setClock = (time: number): void => {
    Date.now = (): number => time;
  };

  afterEach(() => {
    Date.now = clock;
  });

  it('are UUIDv7 in canonical form, each greater than the one before', () => {
    const ids = Array.from({ length: 20_000 }, newDecisionId);
    expect(ids.every((id) => CANONICAL.test(id) && DecisionIdSchema.parse(id) === id)).toBe(true);
    expect(new Set(ids).size).toBe(ids.length);
    expect([...ids].sort()).toStrictEqual(ids);
  });

  it('carry the time at which they were made', () => {
    const before = Date.now();
    const time = timeOfDecisionId(newDecisionId()).getTime();
    expect(time).toBeGreaterThanOrEqual(before);
    expect(time).toBeLessThanOrEqual(Date.now());
  });

  it('go on growing while the clock stands still or goes back', () => {
    const now = Date.now() + 1000;
    const ids = [now, now, now - 60_000, now - 1, now, now + 1].map((time) => {
      setClock(time);
      return newDecisionId();
    });
    expect([...ids].sort()).toStrictEqual(ids);
    expect(new Set(ids).size).toBe(ids.length);
  });

  it('begin at the smallest id of their millisecond, and end before that of the next', () => {
    const later = Date.now() + 10_000;
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1000 }), (offset) => {
        setClock(later + offset);
        const id = newDecisionId();
        const made = timeOfDecisionId(id).getTime();
        expect(id >= smallestDecisionId(new Date(made))).toBe(true);
        expect(id < smallestDecisionId(new Date(made + 1))).toBe(true);
      }),
    );
  });

  it('have their time back for every moment a partition can begin with', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 2 ** 48 - 1 }), (time) => {
        const id = smallestDecisionId(new Date(time));
        expect(id).toMatch(CANONICAL);
        expect(timeOfDecisionId(id).getTime()).toBe(time);
      }),
    );
    expect(smallestDecisionId(new Date(-1))).toBe(smallestDecisionId(new Date(0)));
  });
});
