import { DomainError } from '@acgs/contracts';

export class TooManyAttemptsError extends DomainError {
  readonly problem = 'too-many-requests';

  constructor(waitSeconds: number) {
    super('Too many attempts came from this address. Wait a while, then try again.', {
      retryAfterSeconds: Math.max(1, waitSeconds),
    });
  }
}

/** The step that came before was made in another browser, for something else, or too long ago. */
export class SignInOverError extends DomainError {
  readonly problem = 'validation-failed';

  constructor() {
    super('This sign-in took too long. Begin again.');
  }
}
