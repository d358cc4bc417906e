import { SharedRedis } from '@acgs/redis';
import { type Cache, CACHE_MANAGER, CacheModule as CacheManagerModule } from '@nestjs/cache-manager';
import { type DynamicModule, Module } from '@nestjs/common';
import { DiscoveryModule } from '@nestjs/core';
import { Keyv } from 'keyv';
import { CacheAdministration } from './cache-administration.js';
import { CacheController } from './cache.controller.js';
import { CachedMethods } from './cached-methods.js';
import { CacheInvalidation } from './cache-invalidation.js';
import { CacheKnowledge } from './cache-knowledge.js';
import { CacheMarks } from './cache-marks.js';
import { CacheMetrics } from './cache.metrics.js';
import { CachePlans } from './cache-plans.js';
import { CACHE_SETTINGS, type CacheSettings } from './cache.variables.js';
import type { CacheEntry } from './core/cache-entry.js';
import { LocalTier } from './core/local-tier.js';
import { TieredCache } from './core/tiered-cache.js';
import { RedisStore } from './redis-store.js';
import { RedisTier } from './redis-tier.js';

/**
 * Caches of one app: for routes and methods that bear a mark, in a local tier and, where there is a Redis, in one that all
 * processes share. Import it after `DatabaseModule`, `MetricsModule` and `RedisModule`. Inject `CacheInvalidation`.
 */
@Module({})
export class CacheModule {
  static forRoot(settings: CacheSettings, app: string): DynamicModule {
    const local = new LocalTier({
      maxEntries: settings.CACHE_LOCAL_MAX_ENTRIES,
      maxBytes: settings.CACHE_LOCAL_MAX_BYTES,
    });
    return {
      module: CacheModule,
      global: true,
      imports: [
        DiscoveryModule,
        CacheManagerModule.registerAsync({
          inject: [SharedRedis],
          useFactory: (redis: SharedRedis) => ({ stores: storesOf(local, redis) }),
        }),
      ],
      controllers: [CacheController],
      providers: [
        { provide: CACHE_SETTINGS, useValue: { ...settings, app } },
        { provide: LocalTier, useValue: local },
        {
          provide: TieredCache,
          inject: [CACHE_MANAGER, RedisTier, CacheKnowledge],
          useFactory: ({ stores: [first] }: Cache, shared: RedisTier, { epochs }: CacheKnowledge) =>
            new TieredCache(first as Keyv<CacheEntry>, shared, epochs),
        },
        RedisTier,
        CacheAdministration,
        CachedMethods,
        CacheInvalidation,
        CacheKnowledge,
        CacheMarks,
        CacheMetrics,
        CachePlans,
      ],
      exports: [CacheInvalidation, CacheKnowledge, CachePlans, TieredCache],
    };
  }
}

/** The local tier holds the entries themselves; Redis holds texts. */
function storesOf(local: LocalTier, redis: SharedRedis): Keyv[] {
  const asTheyAre = { serialize: undefined, deserialize: undefined } as object;
  const asText = {
    serialize: (data: unknown) => JSON.stringify(data),
    deserialize: (text: unknown) => JSON.parse(String(text)) as never,
  };
  return [
    new Keyv({ store: local, useKeyPrefix: false, ...asTheyAre }),
    new Keyv({ store: new RedisStore(redis), useKeyPrefix: false, throwOnErrors: true, ...asText }),
  ];
}
