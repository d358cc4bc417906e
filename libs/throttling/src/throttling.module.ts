import { VERIFICATION_GATE } from '@acgs/access';
import { type DynamicModule, Module } from '@nestjs/common';
import { APP_GUARD } from '@nestjs/core';
import { ThrottlerModule } from '@nestjs/throttler';
import { ThrottlingGuard } from './throttling.guard.js';
import { ThrottlingMetrics } from './throttling.metrics.js';
import {
  CLASS_OF_ROUTE,
  type ClassOfRoute,
  THROTTLING_LIMITS,
  type ThrottlingLimits,
} from './throttling.options.js';
import { ThrottlingStorage } from './throttling-storage.js';
import { UnverifiedCallers } from './unverified-callers.js';

export interface EdgeThrottling {
  /** With one for `unverified`: tokens by address whose signature was verified in vain. */
  readonly limits: ThrottlingLimits;
  readonly classOf: ClassOfRoute;
}

/**
 * Counts every request but probes and scrapes. Import it after `AccessModule`: by then the caller is known. Needs the
 * `Registry` of `MetricsModule` and the `SharedRedis` of `RedisModule`.
 */
@Module({})
export class ThrottlingModule {
  static atTheEdge({ limits, classOf }: EdgeThrottling): DynamicModule {
    return {
      module: ThrottlingModule,
      global: true,
      imports: [
        ThrottlerModule.forRootAsync({
          inject: [ThrottlingStorage],
          useFactory: (storage: ThrottlingStorage) => ({ throttlers: storage.throttlers, storage }),
        }),
      ],
      providers: [
        { provide: THROTTLING_LIMITS, useValue: limits },
        { provide: CLASS_OF_ROUTE, useValue: classOf },
        ThrottlingMetrics,
        ThrottlingStorage,
        UnverifiedCallers,
        { provide: VERIFICATION_GATE, useExisting: UnverifiedCallers },
        { provide: APP_GUARD, useClass: ThrottlingGuard },
      ],
      exports: [ThrottlingStorage, VERIFICATION_GATE],
    };
  }
}
