import fc from 'fast-check';
import { Policy } from './policy.js';
import { Tallies } from './tallies.js';

const POLICY = new Policy('test', { requests: 4, seconds: 1 });
const START = 1_000_000;

describe('Tallies', () => {
  it('keeps one tally for each key', () => {
    const tallies = new Tallies(POLICY, 10);
    tallies.of('a', START).take(START);
    expect(tallies.of('a', START).left(START)).toBe(3);
    expect(tallies.of('b', START).left(START)).toBe(4);
  });

  it('makes room by forgetting those that are whole again', () => {
    const tallies = new Tallies(POLICY, 3);
    for (const key of ['a', 'b', 'c']) tallies.of(key, START).take(START);
    tallies.of('d', START + 250).take(START + 250);
    expect(tallies.size).toBeLessThanOrEqual(3);
    expect(tallies.crowded).toBe(0);
  });

  it('forgets nobody of whom something is under way', () => {
    const tallies = new Tallies(POLICY, 1);
    const tally = tallies.of('a', START);
    tally.begin(START);
    for (let n = 0; n < 10; n++) tallies.of(`other-${String(n)}`, START);
    expect(tallies.of('a', START)).toBe(tally);
    tally.end(false, START);
    tallies.of('b', START);
    expect(tallies.of('a', START)).not.toBe(tally);
  });

  it('lets new keys share one tally while all places are taken, and forgets nobody who is in use', () => {
    const tallies = new Tallies(POLICY, 3);
    const old = ['a', 'b', 'c'];
    for (const key of old) while (tallies.of(key, START).take(START));
    const admitted = Array.from({ length: 100 }, (_, n) => tallies.of(`made-up-${n}`, START).take(START));
    expect(admitted.filter(Boolean)).toHaveLength(4);
    expect(tallies.crowded).toBe(100);
    for (const key of old) expect(tallies.of(key, START).take(START)).toBe(false);
  });

  it('never keeps more than it has places for, and gives nobody more than two limits', () => {
    const step = fc.tuple(fc.nat({ max: 30 }), fc.nat({ max: 300 }));
    fc.assert(
      fc.property(fc.array(step, { maxLength: 300 }), (steps) => {
        const tallies = new Tallies(POLICY, 8);
        const admitted = new Map<number, number>();
        let now = START;
        for (const [key, pause] of steps) {
          now += pause;
          if (tallies.of(String(key), now).take(now)) admitted.set(key, (admitted.get(key) ?? 0) + 1);
          expect(tallies.size).toBeLessThanOrEqual(8);
        }
        // Its own, and once more that of the crowd, to which it may have belonged for a while.
        const most = 2 * 4 * (1 + (now - START) / 1000) + 0.1;
        for (const count of admitted.values()) expect(count).toBeLessThanOrEqual(most);
      }),
    );
  });
});
