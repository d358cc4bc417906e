import { type DynamicModule, Module } from '@nestjs/common';
import { collectDefaultMetrics, Registry } from 'prom-client';
import { MetricsController } from './metrics.controller.js';
import { MetricsExposition } from './metrics-exposition.js';

/** `/metrics` in Prometheus' text form. Inject `Registry` (prom-client) to register figures of one's own. */
@Module({})
export class MetricsModule {
  static forRoot(service: string): DynamicModule {
    const registry = new Registry();
    registry.setDefaultLabels({ service });
    collectDefaultMetrics({ register: registry });
    return {
      module: MetricsModule,
      global: true,
      controllers: [MetricsController],
      providers: [{ provide: Registry, useValue: registry }, MetricsExposition],
      exports: [Registry, MetricsExposition],
    };
  }
}
