import { DomainError } from '@acgs/contracts';

export class ApiKeyNotFoundError extends DomainError {
  readonly problem = 'not-found';

  constructor(id: string) {
    super(`There is no API key ${id}.`);
  }
}

/** A key that is not accepted; why is told to nobody. */
export class ApiKeyRejectedError extends DomainError {
  readonly problem = 'unauthenticated';

  constructor() {
    super('The API key is not accepted.', {
      headers: { 'WWW-Authenticate': 'Bearer error="invalid_token"' },
    });
  }
}
