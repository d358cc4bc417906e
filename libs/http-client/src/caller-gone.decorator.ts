import { createParamDecorator, type ExecutionContext } from '@nestjs/common';

interface Ending {
  once(event: 'close', listener: () => void): unknown;
}

interface EndingReply {
  readonly raw: Ending;
}

/** Aborted when nobody takes the answer any more: the connection is gone, or the answer is out. */
export function callerGoneOf({ raw }: EndingReply): AbortSignal {
  const gone = new AbortController();
  raw.once('close', () => {
    gone.abort();
  });
  return gone.signal;
}

/** Aborted when nobody takes the answer any more, to end what is waited for on its behalf. */
export const CallerGone: () => ParameterDecorator = createParamDecorator(
  (_: undefined, context: ExecutionContext): AbortSignal =>
    callerGoneOf(context.switchToHttp().getResponse<EndingReply>()),
);
