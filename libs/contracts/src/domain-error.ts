import type { Fault } from './problem.js';
import type { ProblemName } from './problem-types.js';

export interface DomainErrorDetails {
  readonly cause?: unknown;
  readonly faults?: readonly Fault[];
  /** Seconds, for the `Retry-After` header. */
  readonly retryAfterSeconds?: number;
  /** Response headers that belong to the answer, such as `WWW-Authenticate`. */
  readonly headers?: Readonly<Record<string, string>>;
  /** Extension members of the problem document (RFC 9457, section 3.2). */
  readonly extensions?: Readonly<Record<string, unknown>>;
}

/** What went wrong, in the words of the domain; one filter in `libs/service` turns it into problem+json. */
export abstract class DomainError extends Error {
  abstract readonly problem: ProblemName;
  readonly details: DomainErrorDetails;

  constructor(message: string, details: DomainErrorDetails = {}) {
    super(message, details.cause === undefined ? undefined : { cause: details.cause });
    this.name = new.target.name;
    this.details = details;
  }
}
