import { type ArgumentsHost, Catch, type ExceptionFilter } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { problemAnswer, PROBLEM_MEDIA_TYPE } from './problem-document.js';
import type { ErrorTranslator } from './service-definition.js';

/** The one place where errors become HTTP. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  constructor(private readonly translate: ErrorTranslator = () => null) {}

  catch(thrown: unknown, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    replyWithProblem(
      this.translate(thrown) ?? thrown,
      http.getRequest<FastifyRequest>(),
      http.getResponse<FastifyReply>(),
    );
  }
}

export function replyWithProblem(thrown: unknown, request: FastifyRequest, reply: FastifyReply): void {
  const { status, headers, document } = problemAnswer(thrown, request.id);
  if (status === 500) request.log.error({ err: thrown, requestId: request.id }, 'unexpected error');
  if (reply.sent) return;
  void reply.code(status).headers(headers).type(PROBLEM_MEDIA_TYPE).send(JSON.stringify(document));
}
