import { SharedRedis } from '@acgs/redis';
import { Inject, Injectable, type OnApplicationShutdown, type OnModuleInit } from '@nestjs/common';
import type { ThrottlerOptions, ThrottlerStorage } from '@nestjs/throttler';
import { Policy } from './core/policy.js';
import { TallyExchange } from './core/tally-exchange.js';
import { RedisTallies } from './redis-tallies.js';
import { ThrottledClass, type ThrottlingRecord } from './throttled-class.js';
import { TooManyRequestsError } from './throttling.errors.js';
import { ThrottlingMetrics } from './throttling.metrics.js';
import { THROTTLING_LIMITS, type ThrottlingLimits } from './throttling.options.js';

const EXCHANGE_MILLISECONDS = 100;

/**
 * Counts at once in this process, and puts the counts of all processes together behind the requests: none waits for Redis.
 *
 * With Redis and P processes, at most limit + P x (limit / 8, rounded up, and what comes during two exchanges of at most
 * 50 ms each) pass at once, and for each 200 more callers of a process that use up an eighth at the same time what comes
 * during one exchange more. Without Redis each process admits the limit: P x limit in all, and no more either when Redis
 * loses what it was told, nor of what counts only if it fails.
 */
@Injectable()
export class ThrottlingStorage implements ThrottlerStorage, OnModuleInit, OnApplicationShutdown {
  private readonly classes = new Map<string, ThrottledClass>();
  private readonly exchange: TallyExchange;
  private timer: NodeJS.Timeout | null = null;

  constructor(
    @Inject(THROTTLING_LIMITS) limits: ThrottlingLimits,
    redis: SharedRedis,
    metrics: ThrottlingMetrics,
  ) {
    this.exchange = new TallyExchange(new RedisTallies(redis), () => performance.now());
    for (const [name, limit] of Object.entries(limits)) {
      if (limit === null) continue;
      this.classes.set(name, new ThrottledClass(new Policy(name, limit), this.exchange));
    }
    metrics.watch([...this.classes.values()], () => this.exchange.isShared);
  }

  onModuleInit(): void {
    this.timer = setInterval(() => {
      this.exchange.run();
    }, EXCHANGE_MILLISECONDS).unref();
  }

  onApplicationShutdown(): void {
    if (this.timer !== null) clearInterval(this.timer);
  }

  /** The classes that have a limit, in the words of `@nestjs/throttler`. */
  get throttlers(): ThrottlerOptions[] {
    return [...this.classes.values()].map(({ policy: { name, requests, window } }) => ({
      name,
      limit: requests,
      ttl: window,
    }));
  }

  policyOf(name: string): Policy | null {
    return this.classes.get(name)?.policy ?? null;
  }

  /** Limit and window are those of the class, whatever is given. Resolved when it returns; O(1). */
  increment(
    key: string,
    _ttl: number,
    _limit: number,
    _blockDuration: number,
    name: string,
  ): Promise<ThrottlingRecord> {
    const throttled = this.classes.get(name);
    if (throttled === undefined) throw new RangeError(`There is no class of requests "${name}".`);
    return Promise.resolve(throttled.take(key, performance.now()));
  }

  /**
   * Begins a request that counts only if it fails, if its class has a limit, and gives what to call once, when that is known.
   *
   * @throws TooManyRequestsError when the limit is used up, or so many are under way as are left of it
   */
  begin(name: string, key: string): (hasFailed: boolean) => void {
    const throttled = this.classes.get(name);
    if (throttled === undefined) return () => undefined;
    const { record, end } = throttled.begin(key, performance.now());
    if (record.isBlocked) throw new TooManyRequestsError(throttled.policy, record);
    return (hasFailed) => {
      end(hasFailed, performance.now());
    };
  }
}
