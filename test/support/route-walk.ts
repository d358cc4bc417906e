import type { RunningService } from '@acgs/service';
import type { z } from 'zod';
import type { ServiceDefinition, ServiceVariables } from '../../libs/service/src/service-definition.js';
import { exchange } from './exchange.js';

export interface Route {
  readonly method: string;
  /** As it was registered, with its parameters. */
  readonly path: string;
}

export interface WalkedRoute extends Route {
  readonly status: number;
  /** The constitutional hash of the answer. */
  readonly hash: string | null;
}

/** The same service; each route that it registers is added to `routes`. */
export function recordRoutes<Schema extends ServiceVariables>(
  definition: ServiceDefinition<Schema>,
  routes: Route[],
): ServiceDefinition<Schema> {
  return {
    ...definition,
    prepare: async (app, settings: z.infer<Schema>) => {
      app
        .getHttpAdapter()
        .getInstance()
        .addHook('onRoute', ({ method, url }) => {
          for (const name of [method].flat()) routes.push({ method: name, path: url });
        });
      await definition.prepare?.(app, settings);
    },
  };
}

/** A QUERY without content is no request at all. */
const QUERY_CONTENT = { headers: { 'Content-Type': 'application/json' }, body: Buffer.from('{}') };
const NO_CONTENT = { headers: {} };

/** Asks every route once, with these headers and nothing else. */
export async function walkRoutes(
  service: RunningService,
  routes: readonly Route[],
  headers: Record<string, string>,
): Promise<WalkedRoute[]> {
  const walked: WalkedRoute[] = [];
  for (const { method, path } of routes) {
    const content = method === 'QUERY' ? QUERY_CONTENT : NO_CONTENT;
    const answer = await exchange(service.url, {
      method,
      path: filled(path),
      ...content,
      headers: { ...content.headers, ...headers },
    });
    const hash = answer.headers['x-constitutional-hash'];
    walked.push({ method, path, status: answer.status, hash: typeof hash === 'string' ? hash : null });
  }
  return walked;
}

/** A path that the route matches. */
const filled = (path: string): string => path.replaceAll(/:[A-Za-z]+(\([^)]*\))?|\*/g, 'x');
