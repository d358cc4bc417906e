import { DomainError } from '@acgs/contracts';
import type { FastifyInstance } from 'fastify';
import { UnreadBody } from './unread-body.js';

const BUDGET_BYTES = 128 * 1024 * 1024;

export class BodyBudgetSpentError extends DomainError {
  readonly problem = 'overloaded';

  constructor() {
    super('The bodies of the requests under way take all the memory they may.', { retryAfterSeconds: 1 });
  }
}

/**
 * Bounds what requests that wait, for the database or for rules, hold in memory: the bodies of all requests under way may
 * have 128 MiB together. One is admitted when nothing else is under way, however large.
 */
export function boundBodiesUnderWay(server: FastifyInstance, budget = BUDGET_BYTES): void {
  let used = 0;
  server.addHook('preHandler', (request, reply, done) => {
    if (!(request.body instanceof UnreadBody)) {
      done();
      return;
    }
    const { length } = request.body;
    if (used > 0 && used + length > budget) {
      done(new BodyBudgetSpentError());
      return;
    }
    used += length;
    reply.raw.once('close', () => {
      used -= length;
    });
    done();
  });
}
