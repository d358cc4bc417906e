import fc from 'fast-check';
import { Policy } from './policy.js';
import { Tally } from './tally.js';

const START = 1_000_000;
const policyOf = (requests: number, seconds: number): Policy => new Policy('test', { requests, seconds });

function takeAll(tally: Tally, now: number): number {
  let taken = 0;
  while (tally.take(now)) taken++;
  return taken;
}

describe('Tally', () => {
  it.each([
    [1, 1],
    [3, 1],
    [7, 60],
    [600, 60],
    [10_000, 1],
    [999_983, 86_399],
  ])('admits %d at once, to the last one, and tells how many are left', (requests, seconds) => {
    const tally = new Tally('key', policyOf(requests, seconds));
    expect(tally.left(START)).toBe(requests);
    expect(tally.take(START)).toBe(true);
    expect(tally.left(START)).toBe(requests - 1);
    expect(takeAll(tally, START)).toBe(requests - 1);
    expect(tally.left(START)).toBe(0);
  });

  it('admits, between any two moments, the limit and what came back meanwhile, and no more', () => {
    const pauses = fc.array(fc.nat({ max: 400 }), { minLength: 1, maxLength: 100 });
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 20 }), pauses, (requests, all) => {
        const tally = new Tally('key', policyOf(requests, 1));
        const admitted: number[] = [];
        let now = START;
        for (const pause of all) {
          now += pause;
          if (tally.take(now)) admitted.push(now);
        }
        const excess = admitted.flatMap((from, first) =>
          admitted.slice(first).map((to, more) => more + 1 - requests * (1 + (to - from) / 1000)),
        );
        expect(Math.max(0, ...excess)).toBeLessThan(0.02);
      }),
    );
  });

  it('has no edge of a window: what comes back comes back evenly', () => {
    const tally = new Tally('key', policyOf(10, 1));
    expect(takeAll(tally, START)).toBe(10);
    expect(takeAll(tally, START + 98)).toBe(0);
    expect(takeAll(tally, START + 100)).toBe(1);
    expect(takeAll(tally, START + 1000)).toBe(9);
    expect(takeAll(tally, START + 9000)).toBe(10);
  });

  it('tells when the next request passes, and passes it then and not before', () => {
    const tally = new Tally('key', policyOf(4, 1));
    takeAll(tally, START);
    expect(tally.untilNext(START)).toBe(250);
    expect(tally.untilWhole(START)).toBe(1000);
    expect(tally.take(START + 240)).toBe(false);
    expect(tally.take(START + 250)).toBe(true);
  });

  it('charges nothing for what it refuses', () => {
    const tally = new Tally('key', policyOf(2, 1));
    takeAll(tally, START);
    for (let n = 0; n < 1000; n++) tally.take(START + 1);
    expect(tally.take(START + 500)).toBe(true);
  });

  it('counts what has begun only once it has failed, and tells of nothing else', () => {
    const tally = new Tally('key', policyOf(4, 1));
    for (let n = 0; n < 3; n++) expect(tally.begin(START)).toBe(true);
    expect([tally.left(START), tally.untold, tally.untilWhole(START)]).toStrictEqual([1, 0, 0]);
    tally.end(false, START);
    tally.end(true, START);
    expect([tally.left(START), tally.untold, tally.untilWhole(START)]).toStrictEqual([2, 1, 250]);
    tally.end(false, START);
    expect(tally.left(START)).toBe(3);
  });

  it('lets no more begin than may fail, and counts those that fail when others have used it up meanwhile', () => {
    const tally = new Tally('key', policyOf(4, 1));
    for (let n = 0; n < 4; n++) tally.begin(START);
    expect(tally.begin(START)).toBe(false);
    tally.hear(1500, START);
    for (let n = 0; n < 4; n++) tally.end(true, START);
    expect([tally.untold, tally.untilWhole(START)]).toStrictEqual([4, 2000]);
  });

  it('is whole when nothing is used and nothing under way', () => {
    const tally = new Tally('key', policyOf(4, 1));
    expect(tally.isWhole(START)).toBe(true);
    tally.begin(START);
    expect(tally.isWhole(START)).toBe(false);
    tally.end(true, START);
    expect([tally.isWhole(START + 249), tally.isWhole(START + 250)]).toStrictEqual([false, true]);
  });

  it('hears of what others have used, adds what it has not told, and never learns of less', () => {
    const tally = new Tally('key', policyOf(10, 1));
    tally.take(START);
    tally.tell();
    tally.take(START);
    tally.hear(700, START);
    expect(tally.left(START)).toBe(2);
    tally.hear(0, START);
    expect(tally.left(START)).toBe(2);
  });
});
