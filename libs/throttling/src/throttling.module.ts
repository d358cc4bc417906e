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
  /** With one for `unverified`: requests by address whose token has yet to be verified. */
  readonly limits: ThrottlingLimits;
  readonly classOf: ClassOfRoute;
}

/** Needs the `Registry` of `MetricsModule` and the `SharedRedis` of `RedisModule`. */
@Module({})
export class ThrottlingModule {
  /** For those who count themselves: inject `ThrottlingStorage`. */
  static forRoot(limits: ThrottlingLimits): DynamicModule {
    return {
      module: ThrottlingModule,
      global: true,
      providers: [{ provide: THROTTLING_LIMITS, useValue: limits }, ThrottlingMetrics, ThrottlingStorage],
      exports: [ThrottlingStorage],
    };
  }

  /** Counts every request but probes and scrapes. Import it after `AccessModule`: by then the caller is known. */
  static atTheEdge({ limits, classOf }: EdgeThrottling): DynamicModule {
    const own = ThrottlingModule.forRoot(limits);
    return {
      ...own,
      imports: [
        ThrottlerModule.forRootAsync({
          inject: [ThrottlingStorage],
          useFactory: (storage: ThrottlingStorage) => ({ throttlers: storage.throttlers, storage }),
        }),
      ],
      providers: [
        ...(own.providers ?? []),
        { provide: CLASS_OF_ROUTE, useValue: classOf },
        UnverifiedCallers,
        { provide: VERIFICATION_GATE, useExisting: UnverifiedCallers },
        { provide: APP_GUARD, useClass: ThrottlingGuard },
      ],
      exports: [ThrottlingStorage, VERIFICATION_GATE],
    };
  }
}
