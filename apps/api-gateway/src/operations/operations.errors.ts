import { DomainError, type ServiceAnswer } from '@acgs/contracts';

export class NoServiceAnsweredError extends DomainError {
  readonly problem = 'unavailable';

  /** With what each of them said instead. */
  constructor(services: readonly ServiceAnswer<unknown>[]) {
    super('No service answered; see services.', { retryAfterSeconds: 1, extensions: { services } });
  }
}
