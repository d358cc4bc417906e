import { DomainError } from '@acgs/contracts';

export class LogUnavailableError extends DomainError {
  readonly problem = 'unavailable';

  constructor(detail: string, cause?: unknown) {
    super(`The log can't be read: ${detail}.`, { cause, retryAfterSeconds: 1 });
  }
}
