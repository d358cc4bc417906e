import { DomainError } from '@acgs/contracts';
import { carriesBody } from './carried-body.js';
import type { FastifyInstance, FastifyRequest, RequestPayload } from 'fastify';

const BUDGET_BYTES = 128 * 1024 * 1024;

export class BodyBudgetSpentError extends DomainError {
  readonly problem = 'overloaded';

  constructor() {
    super('The bodies of the requests under way take all the memory they may.', { retryAfterSeconds: 1 });
  }
}

interface Body {
  readonly payload: RequestPayload;
  bytes: number;
}

export interface BodyBudgetOptions {
  readonly bytes?: number;
  /** False for a stream that somebody else reads: looking at its bytes would set it flowing. */
  readonly isKept?: (request: FastifyRequest) => boolean;
}

/**
 * Bounds what the bodies of requests hold in memory while they come and while their requests wait: all together may have
 * 128 MiB. Each byte counts from when it has come. What goes beyond costs the request its answer whose body has been on its
 * way for longest, so that who sends slowly keeps nobody out; when all have come, the request that goes beyond. One is
 * admitted when nothing else is under way, however large.
 */
export function boundBodiesUnderWay(server: FastifyInstance, options: BodyBudgetOptions = {}): void {
  const { bytes: budget = BUDGET_BYTES, isKept = () => true } = options;
  let used = 0;
  /** The oldest first. */
  const arriving = new Set<Body>();

  const forget = (body: Body): void => {
    arriving.delete(body);
    used -= body.bytes;
    body.bytes = 0;
  };
  const refuse = (body: Body): void => {
    forget(body);
    // Whoever keeps the bytes drops them. Not `destroy`: that would take the connection, and the answer, along.
    if (body.payload.listenerCount('error') > 0) body.payload.emit('error', new BodyBudgetSpentError());
  };
  const take = (body: Body, bytes: number): void => {
    body.bytes += bytes;
    used += bytes;
    while (used > budget && used > body.bytes) {
      const [oldest = body] = arriving;
      refuse(oldest);
      if (oldest === body) return;
    }
  };

  server.addHook('preParsing', (request, reply, payload, done) => {
    if (carriesBody(request.raw) && isKept(request)) {
      const body: Body = { payload, bytes: 0 };
      arriving.add(body);
      payload.on('data', ({ length: bytes }: Buffer) => {
        if (arriving.has(body)) take(body, bytes);
      });
      payload.once('end', () => arriving.delete(body));
      reply.raw.once('close', () => {
        forget(body);
      });
    }
    done(null, payload);
  });
}
