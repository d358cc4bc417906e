import { DomainError, StartError } from '@acgs/contracts';

export class DatabaseStartError extends StartError {}

/** PostgreSQL is away, full, or too slow for now; the same request may pass a little later. */
export class DatabaseUnavailableError extends DomainError {
  readonly problem = 'unavailable';

  constructor(cause: unknown, retryAfterSeconds: number) {
    super('The database does not answer just now. Try again.', { cause, retryAfterSeconds });
  }
}
