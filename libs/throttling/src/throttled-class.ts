import type { ThrottlerStorage } from '@nestjs/throttler';
import type { Policy } from './core/policy.js';
import { Tallies } from './core/tallies.js';
import type { Tally } from './core/tally.js';
import type { TallyExchange } from './core/tally-exchange.js';

/** With keys of 50 characters about 4 MB for each class. */
const KEYS_MAX = 20_000;

/** What came of one request, as `@nestjs/throttler` has it: times are whole seconds. */
export type ThrottlingRecord = Awaited<ReturnType<ThrottlerStorage['increment']>>;

interface Attempt {
  readonly record: ThrottlingRecord;
  readonly end: (hasFailed: boolean, now: number) => void;
}

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
    const isAdmitted = tally.take(now);
    this.exchange.changed(tally);
    return this.recordOf(tally, isAdmitted, now);
  }

  /** Admits what counts only if it fails. `end` is to be called once if it is admitted, and not if it is not. */
  begin(key: string, now: number): Attempt {
    const tally = this.tallies.of(key, now);
    const record = this.recordOf(tally, tally.begin(now), now);
    const end = (hasFailed: boolean, later: number): void => {
      tally.end(hasFailed, later);
      if (hasFailed) this.exchange.changed(tally);
    };
    return { record, end };
  }

  private recordOf(tally: Tally, isAdmitted: boolean, now: number): ThrottlingRecord {
    if (isAdmitted) this.admittedRequests++;
    else this.refusedRequests++;
    return {
      totalHits: this.policy.requests - tally.left(now),
      timeToExpire: wholeSeconds(tally.untilWhole(now)),
      isBlocked: !isAdmitted,
      timeToBlockExpire: isAdmitted ? 0 : Math.max(1, wholeSeconds(tally.untilNext(now))),
    };
  }
}

const wholeSeconds = (milliseconds: number): number => Math.ceil(milliseconds / 1000);
