import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { Histogram, type Registry } from 'prom-client';
import { spanOf } from './tracing/request-spans.js';
import { isTracing } from './tracing/tracing.js';

const LABELS = ['method', 'route', 'status'] as const;
/** Of an exemplar, as OpenMetrics suggests. */
type Trace = 'trace_id' | 'span_id';
type RequestHistogram = Histogram<(typeof LABELS)[number] | Trace>;
type Observe = (seconds: number, request: FastifyRequest) => void;

/** Counts and times every request by its route pattern, so that ids in paths make no new series. */
export function observeHttp(server: FastifyInstance, registry: Registry): void {
  const histogram: RequestHistogram = new Histogram({
    name: 'http_server_request_duration_seconds',
    help: 'Time from the request line to the last byte of the answer, by route.',
    labelNames: LABELS,
    buckets: [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10],
    enableExemplars: isTracing(),
    registers: [registry],
  });
  const observers = new Map<string, Observe>();

  server.addHook('onResponse', (request, reply, done) => {
    const route = request.routeOptions.url ?? 'unmatched';
    const method = knownMethod(request.method);
    const key = `${method} ${String(reply.statusCode)} ${route}`;
    let observe = observers.get(key);
    if (observe === undefined) {
      observe = observerOf(histogram, { method, route, status: String(reply.statusCode) });
      observers.set(key, observe);
    }
    observe(seconds(reply), request);
    done();
  });
}

/** With exemplars, requests that are traced lead from their bucket to their trace. */
function observerOf(histogram: RequestHistogram, labels: Record<(typeof LABELS)[number], string>): Observe {
  if (!isTracing()) {
    const child = histogram.labels(labels);
    return (value) => {
      child.observe(value);
    };
  }
  return (value, request) => {
    histogram.observe({ labels, value, exemplarLabels: exemplarOf(request) });
  };
}

function exemplarOf(request: FastifyRequest): Partial<Record<Trace, string>> {
  const span = spanOf(request);
  if (span?.isRecording() !== true) return {};
  const { traceId, spanId } = span.spanContext();
  return { trace_id: traceId, span_id: spanId };
}

const seconds = (reply: FastifyReply): number => reply.elapsedTime / 1000;

/** A method that a caller made up must not make a new series. */
function knownMethod(method: string): string {
  return ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'].includes(method) ? method : 'other';
}
