import fc from 'fast-check';
import { RetryBudget } from './retry-budget.js';

const BURST = 10;
const SHARE = 0.1;

describe('RetryBudget', () => {
  it('never lets more through than the burst and a tenth of the calls, in whatever order they come', () => {
    fc.assert(
      fc.property(fc.array(fc.boolean(), { maxLength: 2000 }), (steps) => {
        const budget = new RetryBudget(SHARE, BURST);
        let [calls, retries] = [0, 0];
        for (const isCall of steps) {
          if (isCall) calls++;
          if (isCall) budget.earn();
          else if (budget.spend()) retries++;
          expect(retries).toBeLessThanOrEqual(BURST + SHARE * calls + 1e-6);
        }
      }),
    );
  });

  it('saves up no more than the burst in a long time without failures', () => {
    const budget = new RetryBudget(SHARE, BURST);
    for (let call = 0; call < 10_000; call++) budget.earn();
    expect(Array.from({ length: 100 }, () => budget.spend()).filter(Boolean)).toHaveLength(BURST);
  });

  it('earns one retry again with every ten calls', () => {
    const budget = new RetryBudget(SHARE, BURST);
    while (budget.spend());
    let retries = 0;
    for (let call = 0; call < 1000; call++) {
      budget.earn();
      if (budget.spend()) retries++;
    }
    expect(retries).toBeGreaterThanOrEqual(90);
    expect(retries).toBeLessThanOrEqual(100);
  });
});
