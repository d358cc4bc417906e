import { DomainError } from '@acgs/contracts';

/** With the fields that oidc-provider's error handler makes an answer of. */
export class RecordsUnavailableError extends Error {
  readonly statusCode = 503;
  readonly expose = true;
  readonly error_description = 'what is needed cannot be looked up now';

  constructor(options?: ErrorOptions) {
    super('temporarily_unavailable', options);
    this.name = 'RecordsUnavailableError';
  }
}

/** The sign-in that a page belongs to has ended, or was begun in another browser. */
export class InteractionNotFoundError extends DomainError {
  readonly problem = 'not-found';

  constructor(cause?: unknown) {
    super('This sign-in has ended, or was begun in another browser: begin again.', { cause });
  }
}

export class ScopeMissingError extends DomainError {
  readonly problem = 'forbidden';

  constructor(scope: string) {
    super(`The access token lacks the scope ${scope}.`, {
      headers: { 'WWW-Authenticate': `Bearer error="insufficient_scope", scope="${scope}"` },
    });
  }
}
