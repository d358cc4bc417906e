import type { LoadStep } from './load-steps.js';
import { firstErrorsAt, kneeOf, rampRates } from './ramp.js';

const step = (offered: number, parts: Partial<LoadStep> = {}): LoadStep => ({
  offered,
  rate: offered,
  p50: 1,
  p99: 2,
  p999: 3,
  sent: offered,
  failed: 0,
  withoutHash: 0,
  statuses: {},
  ...parts,
});

describe('a ramp of load', () => {
  const next = rampRates({ firstRate: 400, steps: 3 });

  it('begins with the first rate and grows by a quarter', () => {
    expect(next([])).toBe(400);
    expect(next([step(400)])).toBe(500);
  });

  it('ends when the steps are used up', () => {
    expect(next([step(400), step(500), step(625)])).toBeNull();
  });

  it('ends when a request failed, and when the system keeps up no longer', () => {
    expect(next([step(400, { failed: 1 })])).toBeNull();
    expect(next([step(400, { rate: 359 })])).toBeNull();
    expect(next([step(400, { rate: 361 })])).toBe(500);
  });

  it('has its knee where the p99 passes the target for good', () => {
    const steps = [
      step(100, { p99: 9 }),
      step(200, { p99: 3 }),
      step(300, { p99: 7 }),
      step(400, { p99: 20 }),
    ];
    expect(kneeOf(steps, 5)).toBe(250);
    expect(kneeOf(steps, 30)).toBeNull();
    expect(kneeOf(steps, 1)).toBe(0);
  });

  it('has its knee before the first errors, however fast the rest is answered', () => {
    const steps = [step(800), step(1000, { p99: 4 }), step(1250, { p99: 1, failed: 1250 })];
    expect(kneeOf(steps, 5)).toBe(1000);
    expect(kneeOf(steps.slice(2), 5)).toBe(0);
  });

  it('tells the rate of the first errors', () => {
    expect(firstErrorsAt([step(100), step(200, { failed: 1 })])).toBe(200);
    expect(firstErrorsAt([step(100)])).toBeNull();
  });
});
