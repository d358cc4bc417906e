import { Policy } from './core/policy.js';
import { TallyExchange, type Told } from './core/tally-exchange.js';
import { ThrottledClass } from './throttled-class.js';

const NOW = 1_000_000;

describe('ThrottledClass', () => {
  it('tells of a caller that it refuses, so that an emptied Redis knows of it again', async () => {
    const told: Told[] = [];
    const shared = {
      isUsable: true,
      exchange: (batch: readonly Told[]) => {
        told.push(...batch);
        return Promise.resolve(batch.map(() => 0));
      },
    };
    const exchange = new TallyExchange(shared, () => NOW);
    const throttled = new ThrottledClass(new Policy('test', { requests: 2, seconds: 60 }), exchange);
    while (!throttled.take('caller', NOW).isBlocked);
    exchange.run();
    await exchange.settled();
    told.length = 0;
    expect(throttled.take('caller', NOW).isBlocked).toBe(true);
    exchange.run();
    await exchange.settled();
    expect(told.map(({ requests, untilWhole }) => [requests, untilWhole])).toStrictEqual([[0, 60_000]]);
  });
});
