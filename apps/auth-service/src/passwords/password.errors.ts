import { DomainError } from '@acgs/contracts';

export class PasswordWorkRefusedError extends DomainError {
  readonly problem = 'overloaded';

  constructor() {
    super('Too many are signing in at this moment. Try again soon.', { retryAfterSeconds: 2 });
  }
}

/** Used, replaced, expired, or never made: nobody is told which. */
export class ResetOverError extends DomainError {
  readonly problem = 'not-found';

  constructor() {
    super('This link is not good any more. Ask for another one.');
  }
}
