import { type DynamicModule, Module } from '@nestjs/common';
import { Registry } from 'prom-client';
import type { HttpClientSettings } from './http-client.variables.js';
import { HttpClients } from './http-clients.js';
import type { UpstreamOptions } from './upstream-options.js';

export interface HttpClientOptions {
  readonly upstreams: Readonly<Record<string, UpstreamOptions>>;
  /** What operators set for all of them; an upstream's own options come before it. */
  readonly settings?: HttpClientSettings;
}

/** Calls from service to service. Inject `HttpClients`; `MetricsModule` gives the registry for its figures. */
@Module({})
export class HttpClientModule {
  static forRoot({ upstreams, settings }: HttpClientOptions): DynamicModule {
    return {
      module: HttpClientModule,
      global: true,
      providers: [
        {
          provide: HttpClients,
          inject: [Registry],
          useFactory: (registry: Registry) => new HttpClients(upstreams, registry, settings),
        },
      ],
      exports: [HttpClients],
    };
  }
}
