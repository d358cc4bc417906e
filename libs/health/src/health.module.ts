import { type DynamicModule, type FactoryProvider, Module } from '@nestjs/common';
import { TerminusModule } from '@nestjs/terminus';
import { HEALTH_CHECKS, type HealthCheck } from './health-check.js';
import { HealthController } from './health.controller.js';
import { Readiness } from './readiness.js';

interface HealthOptions {
  readonly imports?: NonNullable<DynamicModule['imports']>;
  readonly inject?: NonNullable<FactoryProvider['inject']>;
  readonly useFactory: (...parts: never[]) => readonly HealthCheck[];
}

/** `/health/live` and `/health/ready`. The factory gives the checks on which readiness depends. */
@Module({})
export class HealthModule {
  static forRootAsync(options: HealthOptions): DynamicModule {
    return {
      module: HealthModule,
      imports: [TerminusModule.forRoot({ errorLogStyle: 'json', logger: false }), ...(options.imports ?? [])],
      controllers: [HealthController],
      providers: [
        Readiness,
        { provide: HEALTH_CHECKS, inject: options.inject ?? [], useFactory: options.useFactory },
      ],
      exports: [Readiness],
    };
  }
}
