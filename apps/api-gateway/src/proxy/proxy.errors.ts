import { DomainError } from '@acgs/contracts';

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

/** More would only stand in a queue, before decisions most of all. */
export class LoadShedError extends DomainError {
  readonly problem = 'overloaded';

  constructor(upstream: string) {
    super(`${upstream} has as many requests as it answers in time. The request was not sent.`, {
      retryAfterSeconds: 1,
    });
  }
}

/** Who waits for somebody's answer holds a connection, and does nothing with it. */
export class TooManyWaitsError extends DomainError {
  readonly problem = 'overloaded';

  constructor(upstream: string) {
    super(`As many requests wait for an answer of ${upstream} as may: ask without \`wait\`, or later.`, {
      retryAfterSeconds: 1,
    });
  }
}

/** Who follows events holds a connection for minutes. */
export class TooManyStreamsError extends DomainError {
  readonly problem = 'overloaded';

  constructor(upstream: string) {
    super(`As many streams of events come from ${upstream} as may: end one, or ask for the state instead.`, {
      retryAfterSeconds: 5,
    });
  }
}

/** Reports take no more of a service than leaves room for decisions. */
export class TooManyReportsError extends DomainError {
  readonly problem = 'overloaded';

  constructor(upstream: string) {
    super(`As many reports of ${upstream} are under way as there may be. The request was not sent.`, {
      retryAfterSeconds: 1,
    });
  }
}
