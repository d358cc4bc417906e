import type { Span } from '@opentelemetry/api';
import { W3CTraceContextPropagator } from '@opentelemetry/core';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http';
import { registerInstrumentations } from '@opentelemetry/instrumentation';
import { UndiciInstrumentation, type UndiciRequest } from '@opentelemetry/instrumentation-undici';
import { resourceFromAttributes } from '@opentelemetry/resources';
import {
  BatchSpanProcessor,
  NodeTracerProvider,
  ParentBasedSampler,
  type Sampler,
} from '@opentelemetry/sdk-trace-node';
import { ShareSampler } from './share-sampler.js';

export interface TracingOptions {
  readonly service: string;
  /** Base URL of an OTLP/HTTP receiver, without `/v1/traces`. */
  readonly endpoint: string;
  /** Of requests that nobody has decided about, the share that is traced; from 0 to 1. */
  readonly share: number;
  /** At the edge nobody has: callers do not make us trace, whatever their `traceparent` says. */
  readonly isEdge: boolean;
}

/** Spans that wait for the receiver, at most: beyond that they are dropped, and requests wait for none. */
const WAITING_MAX = 4096;
const SEND_MILLISECONDS = 5000;

let started: NodeTracerProvider | null = null;

/** Whether this process makes spans. Without it the calls of `@opentelemetry/api` do nothing. */
export const isTracing = (): boolean => started !== null;

/**
 * From here on this process makes spans, carries W3C trace context into what it calls, and sends what is sampled to the
 * receiver in batches. Once in a process, before its server is made.
 */
export function startTracing(options: TracingOptions): void {
  const exporter = new OTLPTraceExporter({
    url: `${options.endpoint.replace(/\/$/, '')}/v1/traces`,
    timeoutMillis: SEND_MILLISECONDS,
  });
  started = new NodeTracerProvider({
    resource: resourceFromAttributes({
      'service.namespace': 'acgs',
      'service.name': options.service,
      'process.pid': process.pid,
    }),
    sampler: samplerOf(options),
    spanProcessors: [new BatchSpanProcessor(exporter, { maxQueueSize: WAITING_MAX })],
  });
  started.register({ propagator: new W3CTraceContextPropagator() });
  registerInstrumentations({
    tracerProvider: started,
    instrumentations: [new UndiciInstrumentation({ requireParentforSpans: true, requestHook: hideQuery })],
  });
}

/** What waits is sent, as far as the receiver takes it in time. */
export async function stopTracing(): Promise<void> {
  await started?.shutdown().catch(() => undefined);
  started = null;
}

/** A query may carry a secret: the links of invitations and of lost passwords do. */
function hideQuery(span: Span, { origin, path }: UndiciRequest): void {
  span.setAttribute('url.full', `${origin}${path.split('?', 1)[0] ?? ''}`);
  span.setAttribute('url.query', '');
}

function samplerOf({ share, isEdge }: TracingOptions): Sampler {
  const root = new ShareSampler(share);
  return isEdge ? root : new ParentBasedSampler({ root });
}
