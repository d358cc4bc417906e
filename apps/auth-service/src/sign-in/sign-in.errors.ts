import { DomainError } from '@acgs/contracts';

export class TooManyAttemptsError extends DomainError {
  readonly problem = 'too-many-requests';

  constructor(waitSeconds: number) {
    super('Too many attempts came from this address. Wait a while, then try again.', {
      retryAfterSeconds: Math.max(1, waitSeconds),
    });
  }
}
