import {
  type Context,
  context,
  propagation,
  type Span,
  SpanKind,
  SpanStatusCode,
  trace,
} from '@opentelemetry/api';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { notesOf } from '../request-notes.js';
import { isTracing } from './tracing.js';

/** By request: what was begun for it. */
const CONTEXTS = new WeakMap<FastifyRequest, Context>();

/** A span for each request, with what it calls and asks the database for below it. Does nothing where nobody traces. */
export function traceRequests(server: FastifyInstance): void {
  if (!isTracing()) return;
  const tracer = trace.getTracer('acgs');
  server.addHook('onRequest', (request, _reply, done) => {
    const parent = propagation.extract(context.active(), request.headers);
    // What is called takes its place in the trace: the header of the caller goes no further.
    delete request.raw.headers.traceparent;
    delete request.raw.headers.tracestate;
    const route = request.routeOptions.url ?? 'unmatched';
    const attributes = {
      'http.request.method': request.method,
      'http.route': route,
      'url.scheme': request.protocol,
      'acgs.request_id': request.id,
    };
    const span = tracer.startSpan(
      `${request.method} ${route}`,
      { kind: SpanKind.SERVER, attributes },
      parent,
    );
    const own = trace.setSpan(parent, span);
    CONTEXTS.set(request, own);
    context.with(own, done);
  });
  // A body is read in the context of its connection.
  server.addHook('preValidation', (request, _reply, done) => {
    context.with(CONTEXTS.get(request) ?? context.active(), done);
  });
  server.addHook('onResponse', (request, reply, done) => {
    const span = spanOf(request);
    if (span !== undefined) endSpan(span, request, reply);
    done();
  });
}

/** Undefined where nobody traces. */
export function spanOf(request: FastifyRequest): Span | undefined {
  const own = CONTEXTS.get(request);
  return own === undefined ? undefined : trace.getSpan(own);
}

function endSpan(span: Span, request: FastifyRequest, reply: FastifyReply): void {
  const { decisionIds } = notesOf(request);
  if (decisionIds !== undefined) span.setAttribute('acgs.decision_ids', [...decisionIds]);
  span.setAttribute('http.response.status_code', reply.statusCode);
  if (reply.statusCode >= 500) span.setStatus({ code: SpanStatusCode.ERROR });
  span.end();
}
