import { DomainError } from '@acgs/contracts';

export class ClientNotFoundError extends DomainError {
  readonly problem = 'not-found';

  constructor(id: string) {
    super(`There is no client ${id}.`);
  }
}

export class ClientInFileError extends DomainError {
  readonly problem = 'conflict';

  constructor() {
    super('The clients file names this client: change it there, and start the service again.');
  }
}

export class ClientWithoutSecretError extends DomainError {
  readonly problem = 'conflict';

  constructor() {
    super('The client does not authenticate with a secret.');
  }
}
