import type { CallerBearer } from '@acgs/access';
import type { FastifyInstance } from 'fastify';
import { notesOf } from './request-notes.js';
import { spanOf } from './tracing/request-spans.js';

/** A line for each request, at the level `debug` and below: who asked for what, and what became of it. Never what it carried. */
export function logRequests(server: FastifyInstance): void {
  if (!['debug', 'trace'].includes(server.log.level)) return;
  server.addHook('onResponse', (request, reply, done) => {
    const { caller } = request as CallerBearer;
    const span = spanOf(request)?.spanContext();
    server.log.debug(
      {
        requestId: request.id,
        method: request.method,
        route: request.routeOptions.url ?? 'unmatched',
        status: reply.statusCode,
        milliseconds: Math.round(reply.elapsedTime * 1000) / 1000,
        tenant: caller?.tenant,
        subject: caller?.subject,
        actor: caller?.actor,
        ...notesOf(request),
        ...(span === undefined ? {} : { trace_id: span.traceId, span_id: span.spanId }),
      },
      'answered',
    );
    done();
  });
}
