import { DomainError } from '@acgs/contracts';

export class SecondFactorNotFoundError extends DomainError {
  readonly problem = 'not-found';

  constructor() {
    super('This person has no second step.');
  }
}

export class OwnSecondFactorError extends DomainError {
  readonly problem = 'forbidden';

  constructor() {
    super('The own second step is removed on the page of the own account, with a code of it.');
  }
}

/** It was sealed with another key than this process has. */
export class SecondFactorUnreadableError extends Error {
  constructor() {
    super(
      'a second factor does not open with this key: AUTH_KEY_ENCRYPTION_KEY or AUTH_KEY_FILE has changed',
    );
    this.name = 'SecondFactorUnreadableError';
  }
}
