import { DomainError } from '@acgs/contracts';
import type { UpstreamName } from './upstream-routes.js';

/** A request target that two readers could take for two different paths. */
export class RequestTargetRefusedError extends DomainError {
  readonly problem = 'validation-failed';

  constructor() {
    super('The request target is not a plain path: send it without dot segments, `//` and encoded slashes.');
  }
}

/** A body packed for the way: unpacking it is not the gateway's business, and passing it on would hide the packing. */
export class TransferCodingRefusedError extends DomainError {
  readonly problem = 'validation-failed';

  constructor() {
    super('The only transfer coding that is accepted is chunked.');
  }
}

export class NoUpstreamError extends DomainError {
  readonly problem = 'not-found';

  constructor(path: string) {
    super(`Nothing answers under ${path}; /docs lists the paths that lead somewhere.`);
  }
}

export class BodyTooLargeError extends DomainError {
  readonly problem = 'payload-too-large';

  constructor(limitBytes: number) {
    super(`The body exceeds ${String(limitBytes)} bytes.`);
  }
}

/** No connection came about, so the service has not seen the request: it can be sent again. */
export class UpstreamUnavailableError extends DomainError {
  readonly problem = 'unavailable';

  constructor(upstream: UpstreamName, cause: unknown) {
    super(`${upstream} takes no connections now. The request was not sent.`, { cause, retryAfterSeconds: 1 });
  }
}

/** The service had the request, wholly or in part: whether it acted is not known. */
export class UpstreamFailedError extends DomainError {
  readonly problem = 'upstream-failed';

  constructor(upstream: UpstreamName, cause: unknown) {
    super(`${upstream} broke off before it answered. Whether it acted on the request is not known.`, {
      cause,
    });
  }
}

export class DeadlineExceededError extends DomainError {
  readonly problem = 'deadline-exceeded';

  constructor(upstream: UpstreamName, milliseconds: number) {
    super(`The exchange with ${upstream} was not over within ${String(milliseconds)} ms.`);
  }
}
