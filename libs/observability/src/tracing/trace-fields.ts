import { isSpanContextValid, trace } from '@opentelemetry/api';

/** Of the request that is being answered here, by the names of OpenTelemetry's log data model; empty where nobody traces. */
export function traceFields(): { readonly trace_id?: string; readonly span_id?: string } {
  const span = trace.getActiveSpan()?.spanContext();
  return span !== undefined && isSpanContextValid(span)
    ? { trace_id: span.traceId, span_id: span.spanId }
    : {};
}
