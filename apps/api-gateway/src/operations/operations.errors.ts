import { DomainError, type ServiceAnswer } from '@acgs/contracts';

export class NoServiceAnsweredError extends DomainError {
  readonly problem = 'unavailable';

  /** With what each of them said instead. */
  constructor(services: readonly ServiceAnswer<unknown>[]) {
    super('No service answered; see services.', { retryAfterSeconds: 1, extensions: { services } });
  }
}

/** Such as for a caller of another tenant: only they know whom they serve. */
export class ForbiddenByServicesError extends DomainError {
  readonly problem = 'forbidden';

  constructor(services: readonly ServiceAnswer<unknown>[]) {
    super('Every service forbids it; see services.', { extensions: { services } });
  }
}
