import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import { Deadline } from './deadline.js';
import { requestTimeoutOf } from './request-timeout.js';

interface TimedRequest {
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
}

interface TimedReply {
  /** Milliseconds since the request came. */
  readonly elapsedTime: number;
}

/** When the caller stops waiting; `Deadline.NEVER` if it did not say. */
export function deadlineOf({ headers }: TimedRequest, { elapsedTime }: TimedReply): Deadline {
  const milliseconds = requestTimeoutOf(headers);
  return milliseconds === null ? Deadline.NEVER : Deadline.in(milliseconds - elapsedTime);
}

/** When the caller stops waiting, to be handed on to the calls that the answer needs. */
export const RequestDeadline: () => ParameterDecorator = createParamDecorator(
  (_: undefined, context: ExecutionContext): Deadline => {
    const http = context.switchToHttp();
    return deadlineOf(http.getRequest<TimedRequest>(), http.getResponse<TimedReply>());
  },
);
