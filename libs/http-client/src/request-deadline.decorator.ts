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

/** When the caller stops waiting, to be handed on to the calls that the answer needs; `Deadline.NEVER` if it did not say. */
export const RequestDeadline: () => ParameterDecorator = createParamDecorator(
  (_: undefined, context: ExecutionContext): Deadline => {
    const http = context.switchToHttp();
    const milliseconds = requestTimeoutOf(http.getRequest<TimedRequest>().headers);
    if (milliseconds === null) return Deadline.NEVER;
    return Deadline.in(milliseconds - http.getResponse<TimedReply>().elapsedTime);
  },
);
