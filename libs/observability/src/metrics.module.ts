import { type DynamicModule, Module } from '@nestjs/common';
import { createRequire } from 'node:module';
import { collectDefaultMetrics, Gauge, Registry, type RegistryContentType } from 'prom-client';
import { MetricsController } from './metrics.controller.js';
import { MetricsExposition } from './metrics-exposition.js';
import { isTracing } from './tracing/tracing.js';

/**
 * `/metrics` in Prometheus' text form; in that of OpenMetrics, which has exemplars, where requests are traced. Inject `Registry`
 * (prom-client) to register figures of one's own.
 */
@Module({})
export class MetricsModule {
  static forRoot(service: string): DynamicModule {
    const registry = new Registry<RegistryContentType>();
    if (isTracing()) registry.setContentType(Registry.OPENMETRICS_CONTENT_TYPE);
    registry.setDefaultLabels({ service });
    collectDefaultMetrics({ register: registry });
    registerBuild(registry);
    return {
      module: MetricsModule,
      global: true,
      controllers: [MetricsController],
      providers: [{ provide: Registry, useValue: registry }, MetricsExposition],
      exports: [Registry, MetricsExposition],
    };
  }
}

const { version } = createRequire(import.meta.url)('#package.json') as { readonly version: string };

/** Workers of different releases are two series, so that a half-done upgrade shows. */
function registerBuild(registry: Registry<RegistryContentType>): void {
  new Gauge({
    name: 'acgs_build_info',
    help: '1, with the release that runs.',
    labelNames: ['version'],
    aggregator: 'max',
    registers: [registry],
  }).set({ version }, 1);
}
