import { DomainError, type Fault } from '@acgs/contracts';

/** The request does not have the shape its schema asks for; `faults` lists every one with its path. */
export class ValidationFailedError extends DomainError {
  readonly problem = 'validation-failed';

  constructor(faults: readonly Fault[]) {
    super(`${String(faults.length)} ${faults.length === 1 ? 'fault' : 'faults'} in the request.`, { faults });
  }
}

/** The body is not JSON, or JSON that two readers could understand in two ways. */
export class MalformedJsonError extends DomainError {
  readonly problem = 'malformed-json';

  constructor(message: string, faults: readonly Fault[] = []) {
    super(message, { faults });
  }
}

/** YAML, too, is for the routes alone that take documents which people write. */
export class NotJsonError extends DomainError {
  readonly problem = 'unsupported-media-type';

  constructor() {
    super('This route takes application/json.');
  }
}

/** RFC 9110, section 8.4, and RFC 7694: whoever stands before this server may have read another body than it would. */
export class CodedBodyError extends DomainError {
  readonly problem = 'unsupported-media-type';

  constructor() {
    super('Bodies are taken as they are, without a Content-Encoding.', {
      headers: { 'Accept-Encoding': 'identity' },
    });
  }
}

export class PayloadTooLargeError extends DomainError {
  readonly problem = 'payload-too-large';
}

export class NotHttpError extends DomainError {
  readonly problem = 'validation-failed';

  constructor() {
    super('The request is not HTTP.');
  }
}

export class HeadersTooLargeError extends DomainError {
  readonly problem = 'headers-too-large';

  constructor() {
    super('The headers exceed 16 KiB.');
  }
}

/** The headers or the body did not arrive within the server's `requestTimeout`. */
export class RequestTimeoutError extends DomainError {
  readonly problem = 'request-timeout';

  constructor() {
    super('The request did not arrive whole in time; send it again.');
  }
}

/** The connection ended before the body did: nobody reads the answer. */
export class BodyBrokenOffError extends DomainError {
  readonly problem = 'validation-failed';

  constructor(cause: unknown) {
    super('The body broke off.', { cause });
  }
}
