import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import type { Registry } from 'prom-client';
import { HttpClientFigures } from './http-client.figures.js';
import type { HttpClientSettings } from './http-client.variables.js';
import { UpstreamClient } from './upstream-client.js';
import { resolveUpstream, type UpstreamOptions } from './upstream-options.js';
import { UpstreamPool } from './upstream-pool.js';

/** The services that this one calls, by name. */
@Injectable()
export class HttpClients implements OnApplicationShutdown {
  private readonly clients: ReadonlyMap<string, UpstreamClient>;

  constructor(
    upstreams: Readonly<Record<string, UpstreamOptions>>,
    registry: Registry,
    settings?: HttpClientSettings,
  ) {
    const figures = new HttpClientFigures(registry);
    this.clients = new Map(
      Object.entries(upstreams).map(([name, options]) => {
        const upstream = resolveUpstream(name, options, settings);
        const client = new UpstreamClient(upstream, new UpstreamPool(upstream), figures.of(name));
        figures.follow(name, client);
        return [name, client];
      }),
    );
  }

  get names(): string[] {
    return [...this.clients.keys()];
  }

  /** @throws Error for a name that was not declared: a programmer's mistake, found when the service starts */
  of(name: string): UpstreamClient {
    const client = this.clients.get(name);
    if (client === undefined) throw new Error(`HttpClientModule knows no upstream ${name}.`);
    return client;
  }

  /** Nest calls it when the last answer has left. */
  async onApplicationShutdown(): Promise<void> {
    await Promise.all([...this.clients.values()].map(({ pool }) => pool.destroy()));
  }
}
