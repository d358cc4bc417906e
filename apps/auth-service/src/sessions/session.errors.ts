import { DomainError } from '@acgs/contracts';

export class SessionNotFoundError extends DomainError {
  readonly problem = 'not-found';

  constructor() {
    super('There is no such session.');
  }
}

export class NoPersonError extends DomainError {
  readonly problem = 'forbidden';

  constructor() {
    super('Sessions are the business of the person alone: clients have none, and agents end none.');
  }
}

/** An API key, or the token of a client that was allowed nothing. */
export class NoSignInError extends DomainError {
  readonly problem = 'forbidden';

  constructor() {
    super('Sessions are ended with a token of signing in that has a permission, or on the account page.');
  }
}

/** The step that came before was made in another browser, for something else, or too long ago. */
export class SignInOverError extends DomainError {
  readonly problem = 'validation-failed';

  constructor() {
    super('This sign-in took too long. Begin again.');
  }
}
