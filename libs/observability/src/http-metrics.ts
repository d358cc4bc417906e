import type { FastifyInstance, FastifyReply } from 'fastify';
import { Histogram, type Registry } from 'prom-client';

type Child = Histogram.Internal<'method' | 'route' | 'status'>;

/** Counts and times every request by its route pattern, so that ids in paths make no new series. */
export function observeHttp(server: FastifyInstance, registry: Registry): void {
  const histogram = new Histogram({
    name: 'http_server_request_duration_seconds',
    help: 'Time from the request line to the last byte of the answer, by route.',
    labelNames: ['method', 'route', 'status'],
    buckets: [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10],
    registers: [registry],
  });
  const children = new Map<string, Child>();

  server.addHook('onResponse', (request, reply, done) => {
    const route = request.routeOptions.url ?? 'unmatched';
    const method = knownMethod(request.method);
    const key = `${method} ${String(reply.statusCode)} ${route}`;
    let child = children.get(key);
    if (child === undefined) {
      child = histogram.labels({ method, route, status: String(reply.statusCode) });
      children.set(key, child);
    }
    child.observe(seconds(reply));
    done();
  });
}

const seconds = (reply: FastifyReply): number => reply.elapsedTime / 1000;

/** A method that a caller made up must not make a new series. */
function knownMethod(method: string): string {
  return ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'].includes(method) ? method : 'other';
}
