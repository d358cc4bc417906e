import { type ArgumentsHost, Catch, type ExceptionFilter } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { problemAnswer, PROBLEM_MEDIA_TYPE } from './problem-document.js';
import type { ErrorTranslator } from './service-definition.js';

const CHALLENGE = 'WWW-Authenticate';

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
  void reply
    .code(status)
    .headers(challengedAs(request.headers.authorization, headers))
    .type(PROBLEM_MEDIA_TYPE)
    .send(JSON.stringify(document));
}

/** A challenge names the scheme that the caller has used (RFC 9449, section 7.1). */
function challengedAs(
  authorization: string | undefined,
  headers: Readonly<Record<string, string>>,
): Readonly<Record<string, string>> {
  const challenge = headers[CHALLENGE];
  if (challenge === undefined || authorization === undefined || !/^dpop /i.test(authorization))
    return headers;
  return { ...headers, [CHALLENGE]: challenge.replace(/^Bearer\b/, 'DPoP') };
}
