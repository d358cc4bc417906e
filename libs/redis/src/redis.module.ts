import { PROOF_STORE } from '@acgs/access';
import { type DynamicModule, Module } from '@nestjs/common';
import { RedisProofs } from './redis-proofs.js';
import { RedisMetrics } from './redis.metrics.js';
import { REDIS_SETTINGS, type RedisSettings } from './redis.variables.js';
import { SharedRedis } from './shared-redis.js';

/** The Redis of the process, for all who share it. Inject `SharedRedis`. Needs the `Registry` of `MetricsModule`. */
@Module({})
export class RedisModule {
  static forRoot({ REDIS_URL }: RedisSettings): DynamicModule {
    return {
      module: RedisModule,
      global: true,
      providers: [
        { provide: REDIS_SETTINGS, useValue: { REDIS_URL } },
        RedisMetrics,
        SharedRedis,
        { provide: PROOF_STORE, useClass: RedisProofs },
      ],
      exports: [SharedRedis, PROOF_STORE],
    };
  }
}
