import type { ThrottlerStorage } from '@nestjs/throttler';
import type { Policy } from './core/policy.js';
import { Tallies } from './core/tallies.js';
import type { TallyExchange } from './core/tally-exchange.js';

/** With keys of 50 characters about 4 MB for each class. */
const KEYS_MAX = 20_000;

/** What came of one request, as `@nestjs/throttler` has it: times are whole seconds. */
export type ThrottlingRecord = Awaited<ReturnType<ThrottlerStorage['increment']>>;

/** The requests of one class, each counted for the caller whose key it has. */
export class ThrottledClass {
  readonly tallies: Tallies;
  private admittedRequests = 0;
  private refusedRequests = 0;

  constructor(
    readonly policy: Policy,
    private readonly exchange: TallyExchange,
  ) {
    this.tallies = new Tallies(policy, KEYS_MAX);
  }

  get admitted(): number {
    return this.admittedRequests;
  }

  get refused(): number {
    return this.refusedRequests;
  }

  take(key: string, now: number): ThrottlingRecord {
    const tally = this.tallies.of(key, now);
    const isBlocked = !tally.take(now);
    if (isBlocked) {
      this.refusedRequests++;
    } else {
      this.admittedRequests++;
      this.exchange.changed(tally);
    }
    return {
      totalHits: this.policy.requests - tally.left(now),
      timeToExpire: wholeSeconds(tally.untilWhole(now)),
      isBlocked,
      timeToBlockExpire: isBlocked ? Math.max(1, wholeSeconds(tally.untilNext(now))) : 0,
    };
  }

  giveBack(key: string, now: number): void {
    const tally = this.tallies.of(key, now);
    tally.giveBack();
    this.exchange.changed(tally);
  }
}

const wholeSeconds = (milliseconds: number): number => Math.ceil(milliseconds / 1000);
