import { type Span, SpanKind, SpanStatusCode, trace } from '@opentelemetry/api';
import { normalised } from './core/statement-text.js';

const tracer = trace.getTracer('acgs');

/** Below the span of the request that sends the statement; undefined where there is none. Values never stand in it. */
export function beginStatementSpan(text: () => string): Span | undefined {
  if (trace.getActiveSpan()?.isRecording() !== true) return undefined;
  const statement = normalised(text());
  const operation = /^\w+/.exec(statement)?.[0].toUpperCase() ?? 'statement';
  const attributes = {
    'db.system.name': 'postgresql',
    'db.operation.name': operation,
    'db.query.text': statement,
  };
  return tracer.startSpan(operation, { kind: SpanKind.CLIENT, attributes });
}

export function endStatementSpan(span: Span | undefined, error: unknown): void {
  if (error instanceof Error) span?.setStatus({ code: SpanStatusCode.ERROR });
  span?.end();
}
