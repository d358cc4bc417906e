import type { CallHandler, ExecutionContext } from '@nestjs/common';
import { Keyv } from 'keyv';
import { Registry } from 'prom-client';
import { lastValueFrom, of } from 'rxjs';
import { CacheInterceptor } from '../../libs/cache/src/cache.interceptor.js';
import type { CacheKnowledge } from '../../libs/cache/src/cache-knowledge.js';
import { CacheMetrics } from '../../libs/cache/src/cache.metrics.js';
import type { RouteCacheOptions } from '../../libs/cache/src/cache.options.js';
import { CachePlan } from '../../libs/cache/src/cache-plan.js';
import type { CachePlans } from '../../libs/cache/src/cache-plans.js';
import type { CacheEntry } from '../../libs/cache/src/core/cache-entry.js';
import { KnownEpochs } from '../../libs/cache/src/core/known-epochs.js';
import { LocalTier } from '../../libs/cache/src/core/local-tier.js';
import { slotOf } from '../../libs/cache/src/core/tag-slot.js';
import { TieredCache } from '../../libs/cache/src/core/tiered-cache.js';
import { NotMeasurableError } from './measurement.js';

const SLOTS = 128;
const CALLS_IN_A_BLOCK = 500;

const ROUTE: RouteCacheOptions = { tags: ({ tenant }) => [`policies:${tenant}`], sharedBy: 'tenant' };
const ANSWER = { items: [{ id: 'team', version: 1, title: 'What the team allows' }], nextCursor: null };

/** Patterns that were invalidated since the answer was kept, and name something else. */
const OTHER_PATTERNS = Array.from({ length: 60 }, (_, n) => ({
  epoch: n + 1,
  pattern: `*:PoliciesController.find:*-${String(n)}*`,
}));

/** Nothing but what a local hit needs is real: interceptor, keys, epochs, local tier and figures. */
function realInterceptor(epochs: KnownEpochs): CacheInterceptor {
  epochs.confirm({ epochs: Array.from({ length: SLOTS }, () => 1), patterns: [] }, performance.now());
  const store = new LocalTier({ maxEntries: 1000, maxBytes: 1024 * 1024 });
  const asTheyAre = { serialize: undefined, deserialize: undefined } as object;
  const away = { isUsable: false } as ConstructorParameters<typeof TieredCache>[1];
  const local = new Keyv<CacheEntry>({ store, useKeyPrefix: false, ...asTheyAre });
  const figures = new CacheMetrics(new Registry(), store).figuresOf('database-query');
  const lifetime = { ttlMilliseconds: 600_000, staleMilliseconds: 0 };
  const plan = new CachePlan('PoliciesController.list', ROUTE, lifetime, figures, 'governance-engine', true);
  const knowledge = {
    epochs,
    installation: '00000000-0000-4000-8000-000000000000',
    constitutionVersion: 1,
    slotsOf: (tags: readonly string[]) => tags.map((tag) => slotOf(tag, SLOTS)),
  } as unknown as CacheKnowledge;
  const plans = { ofRoute: () => plan } as unknown as CachePlans;
  return new CacheInterceptor(plans, new TieredCache(local, away, epochs), knowledge);
}

/** As Nest gives it; replies take headers and forget them. */
function request(): { context: ExecutionContext; next: CallHandler; handled: () => number } {
  let calls = 0;
  const reply = {
    statusCode: 200,
    code: () => reply,
    getHeader: () => undefined,
    headers: () => reply,
    type: () => reply,
  };
  const parts = [
    {
      headers: {},
      params: {},
      query: { limit: '10', cursor: 'team' },
      caller: { tenant: 'default', subject: 'admin', permissions: new Set() },
    },
    reply,
  ];
  const context = { getHandler: () => request, getArgByIndex: (index: number) => parts[index] };
  return {
    context: context as unknown as ExecutionContext,
    next: {
      handle: () => {
        calls++;
        return of(ANSWER);
      },
    },
    handled: () => calls,
  };
}

/**
 * Microseconds that a local hit adds to a handler which has its answer at hand: the median over blocks of calls with the
 * cache and without it, in turns.
 */
export async function addedByLocalHit(blocks: number): Promise<number> {
  const epochs = new KnownEpochs(SLOTS, 64, Number.MAX_SAFE_INTEGER);
  const interceptor = realInterceptor(epochs);
  const { context, next, handled } = request();
  const cached = async (): Promise<unknown> => lastValueFrom(await interceptor.intercept(context, next));
  const plain = async (): Promise<unknown> => lastValueFrom(await Promise.resolve(next.handle()));
  await cached();
  epochs.changePatterns(OTHER_PATTERNS, performance.now());
  const differences: number[] = [];
  for (let block = 0; block < blocks; block++) {
    const before = handled();
    const mean = await meanOf(cached);
    if (handled() !== before) throw new NotMeasurableError('The local tier did not have the answer.');
    differences.push(mean - (await meanOf(plain)));
  }
  return differences.sort((a, b) => a - b)[Math.floor(blocks / 2)] ?? Number.NaN;
}

async function meanOf(call: () => Promise<unknown>): Promise<number> {
  const began = performance.now();
  for (let n = 0; n < CALLS_IN_A_BLOCK; n++) await call();
  return ((performance.now() - began) * 1000) / CALLS_IN_A_BLOCK;
}
