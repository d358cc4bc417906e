import { DomainError } from '@acgs/contracts';

/** No connection came about, so the service has not seen the request: it can be sent again. */
export class UpstreamUnavailableError extends DomainError {
  readonly problem = 'unavailable';

  constructor(upstream: string, cause: unknown) {
    super(`${upstream} takes no connections now. The request was not sent.`, { cause, retryAfterSeconds: 1 });
  }
}

/** It has failed so often of late that it is left alone for a moment. */
export class UpstreamRestingError extends DomainError {
  readonly problem = 'unavailable';

  constructor(upstream: string, route: string, cause: unknown) {
    super(`${upstream} has failed too often under ${route}. The request was not sent.`, {
      cause,
      retryAfterSeconds: 1,
    });
  }
}

/** More calls than may be made of one service: what is too much is refused and does not queue. */
export class TooManyCallsError extends DomainError {
  readonly problem = 'overloaded';

  constructor(upstream: string, milliseconds: number) {
    super(`There are more calls of ${upstream} than may be made. The request was not sent.`, {
      retryAfterSeconds: Math.ceil(milliseconds / 1000),
    });
  }
}

/** Whoever wanted the answer waits no longer: nothing is known of the service. */
export class CallerGoneError extends DomainError {
  readonly problem = 'deadline-exceeded';

  constructor(upstream: string) {
    super(`The call of ${upstream} was given up: its caller has gone.`);
  }
}

/** The service had the request, wholly or in part: whether it acted is not known. */
export class UpstreamFailedError extends DomainError {
  readonly problem = 'upstream-failed';

  constructor(upstream: string, cause: unknown) {
    super(`${upstream} broke off before it answered. Whether it acted on the request is not known.`, {
      cause,
    });
  }
}

/** The service answered, but with something that can't be used. */
export class UpstreamAnswerUnusableError extends DomainError {
  readonly problem = 'upstream-failed';

  constructor(upstream: string, detail: string, cause?: unknown) {
    super(`${upstream} answered ${detail}.`, { cause });
  }
}

/** What a failure of a request that is not one of ours already means, by whether it had been sent. */
export function faultOfUpstream(upstream: string, error: Error, wasSent: boolean): DomainError {
  if (error instanceof DomainError) return error;
  return wasSent ? new UpstreamFailedError(upstream, error) : new UpstreamUnavailableError(upstream, error);
}

export class DeadlineExceededError extends DomainError {
  readonly problem = 'deadline-exceeded';

  constructor(upstream: string, milliseconds: number) {
    super(`The exchange with ${upstream} was not over within ${String(milliseconds)} ms.`);
  }
}
