import { DomainError } from '@acgs/contracts';

/**
 * Milliseconds that are left for the answer when the request is sent: a length of time, since clocks of two machines
 * differ. Each hop sends what is left of it then. Like `grpc-timeout` and `Connect-Timeout-Ms`.
 */
export const REQUEST_TIMEOUT_HEADER = 'X-Request-Timeout-Ms';
const NAME = 'x-request-timeout-ms';
const DIGITS = /^\d{1,8}$/;

type Headers = Readonly<Record<string, string | string[] | undefined>>;

class RequestTimeoutMalformedError extends DomainError {
  readonly problem = 'validation-failed';

  constructor() {
    const message = 'must be whole milliseconds, in 1 to 8 digits';
    super(`${REQUEST_TIMEOUT_HEADER} ${message}.`, { faults: [{ path: REQUEST_TIMEOUT_HEADER, message }] });
  }
}

/** The caller does not wait any more, so nothing was begun. */
class RequestTooLateError extends DomainError {
  readonly problem = 'deadline-exceeded';

  constructor() {
    super(`The time of ${REQUEST_TIMEOUT_HEADER} is over. Nothing was done.`);
  }
}

/** Null for a request without the header. @throws RequestTimeoutMalformedError */
export function requestTimeoutOf(headers: Headers): number | null {
  const value = headers[NAME];
  if (value === undefined) return null;
  if (typeof value !== 'string' || !DIGITS.test(value)) throw new RequestTimeoutMalformedError();
  return Number(value);
}

/** Why a request that has just come is not to be begun; null for almost all, which costs one look-up. */
export function requestTimeoutFault(headers: Headers): DomainError | null {
  if (headers[NAME] === undefined) return null;
  try {
    return requestTimeoutOf(headers) === 0 ? new RequestTooLateError() : null;
  } catch (error) {
    return error as RequestTimeoutMalformedError;
  }
}
