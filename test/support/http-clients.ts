import { Registry } from 'prom-client';
import { HttpClients } from '@acgs/http-client';
import type { UpstreamClient } from '@acgs/http-client';
import type { UpstreamOptions } from '../../libs/http-client/src/upstream-options.js';

export interface TestClient {
  readonly client: UpstreamClient;
  /** The value of a figure of the client, with whatever labels it has, added up. */
  figure(name: string): Promise<number>;
  close(): Promise<void>;
}

/** As `HttpClientModule` makes them, with figures that nobody reads. */
export const httpClients = (upstreams: Readonly<Record<string, UpstreamOptions>>): HttpClients =>
  new HttpClients(upstreams, new Registry());

/** The client of one service, called `it`, as a service of ours would have it. */
export function testClient(url: string, options: Partial<UpstreamOptions> = {}): TestClient {
  const registry = new Registry();
  const clients = new HttpClients({ it: { url, ...options } }, registry);
  return {
    client: clients.of('it'),
    figure: async (name) => {
      const metric = await registry.getSingleMetric(`acgs_http_client_${name}`)?.get();
      if (metric === undefined) throw new Error(`there is no figure ${name}`);
      return metric.values.reduce((sum, { value }) => sum + value, 0);
    },
    close: () => clients.onApplicationShutdown(),
  };
}

/** Lets others go on until it is so. */
export async function until(isSo: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await isSo())) await new Promise((resolve) => setTimeout(resolve, 5));
}
