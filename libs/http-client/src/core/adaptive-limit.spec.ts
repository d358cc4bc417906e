import fc from 'fast-check';
import { AdaptiveLimit } from './adaptive-limit.js';

const MOST = 600;
const ALWAYS = 64;

/**
 * A service that works on `workers` requests at a time, each for `service` ms, before `callers` who ask again as soon as
 * they are answered or, when refused, after a second. Gives what the last third of the run was like.
 */
function run(
  limit: AdaptiveLimit,
  {
    callers,
    workers,
    service,
    seconds,
    from = 0,
  }: Record<'callers' | 'workers' | 'service' | 'seconds', number> & {
    from?: number;
  },
): { slowest: number; answered: number; refused: number } {
  const freeAt = Array.from({ length: workers }, () => from);
  const events = Array.from({ length: callers }, (_, n) => ({ at: from + n / callers, begun: -1 }));
  const [end, late] = [from + seconds * 1000, from + (seconds * 2000) / 3];
  const seen = { slowest: 0, answered: 0, refused: 0 };
  for (;;) {
    let next = 0;
    events.forEach(({ at }, index) => (next = at < (events[next]?.at ?? 0) ? index : next));
    const event = events[next];
    if (event === undefined || event.at > end) break;
    if (event.begun >= 0) {
      const latency = event.at - event.begun;
      limit.leave(event.at, true, latency);
      if (event.at > late) {
        seen.answered++;
        seen.slowest = Math.max(seen.slowest, latency);
      }
    }
    if (limit.enter(event.at, 1)) {
      const worker = freeAt.indexOf(Math.min(...freeAt));
      const done = Math.max(freeAt[worker] ?? 0, event.at) + service;
      freeAt[worker] = done;
      events[next] = { at: done, begun: event.at };
    } else {
      if (event.at > late) seen.refused++;
      events[next] = { at: event.at + 1000, begun: -1 };
    }
  }
  for (const { begun } of events) if (begun >= 0) limit.leave(end, false, null);
  return seen;
}

describe('AdaptiveLimit', () => {
  it('lets everybody in while answers take what they take', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 50 }), fc.integer({ min: 1, max: 20 }), (service, callers) => {
        const limit = new AdaptiveLimit(MOST);
        expect(run(limit, { callers, workers: callers, service, seconds: 3 }).refused).toBe(0);
        expect(limit.limit).toBe(MOST);
      }),
      { numRuns: 20 },
    );
  });

  it('keeps the queue of a full service short, and the service busy', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 10 }), fc.integer({ min: 2, max: 8 }), (service, workers) => {
        const limit = new AdaptiveLimit(MOST);
        run(limit, { callers: workers, workers, service, seconds: 2 });
        const { slowest, answered, refused } = run(limit, {
          callers: 400,
          workers,
          service,
          seconds: 6,
          from: 2000,
        });
        const unbounded = (400 / workers) * service;
        expect(refused).toBeGreaterThan(0);
        expect(slowest).toBeLessThan(Math.max(unbounded / 2, 3 * (2 * service * (ALWAYS / workers) + 25)));
        expect(answered).toBeGreaterThan(0.9 * 2000 * (workers / service));
      }),
      { numRuns: 10 },
    );
  });

  it('takes no pause of the machine for a queue', () => {
    const limit = new AdaptiveLimit(MOST);
    const steady = (from: number, to: number): void => {
      for (let now = from; now < to; now += 2) if (limit.enter(now, 1)) limit.leave(now + 2, true, 2);
    };
    steady(0, 2000);
    for (let due = 2000; due < 2900; due += 2) limit.enter(due, 1);
    for (let due = 2000; due < 2900; due += 2) limit.leave(2900, true, 2900 - due);
    expect(limit.limit).toBe(MOST);
    steady(2900, 3600);
    expect(limit.limit).toBe(MOST);
  });

  it('grows again when the load is gone', () => {
    const limit = new AdaptiveLimit(MOST);
    run(limit, { callers: 400, workers: 2, service: 5, seconds: 5 });
    expect(limit.limit).toBeLessThan(MOST / 2);
    run(limit, { callers: 10, workers: 10, service: 5, seconds: 10, from: 5000 });
    expect(limit.limit).toBe(MOST);
  });

  it('counts what is under way, and stays within its bounds, whatever the latencies', () => {
    const latencies = fc.array(fc.double({ min: 0, max: 1e6, noNaN: true }), {
      minLength: 1,
      maxLength: 500,
    });
    fc.assert(
      fc.property(latencies, fc.integer({ min: ALWAYS, max: 1000 }), (times, most) => {
        const limit = new AdaptiveLimit(most);
        let now = 0;
        for (const time of times) {
          if (limit.enter(now, 1)) limit.leave((now += time), true, time);
          expect(limit.inFlight).toBe(0);
          expect(limit.limit).toBeGreaterThanOrEqual(ALWAYS);
          expect(limit.limit).toBeLessThanOrEqual(most);
        }
      }),
    );
  });

  it('gives who has half of it half of it, and the rest to the others', () => {
    const limit = new AdaptiveLimit(100);
    const entered = (share: number): number =>
      Array.from({ length: 200 }, () => limit.enter(0, share)).filter(Boolean).length;
    expect([entered(0.5), entered(0.5), entered(1), entered(1)]).toStrictEqual([50, 0, 50, 0]);
  });

  it('lets only a few wait for a service that says nothing at all', () => {
    const limit = new AdaptiveLimit(MOST);
    for (let n = 0; n < 70; n++) limit.enter(0, 1);
    expect(limit.enter(900, 1)).toBe(true);
    expect(limit.enter(1100, 1)).toBe(false);
    limit.leave(1200, false, null);
    expect(limit.enter(1250, 1)).toBe(false);
    limit.leave(1280, true, null);
    expect(limit.enter(1300, 1)).toBe(true);
  });
});
