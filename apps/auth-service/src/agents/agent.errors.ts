import { DomainError } from '@acgs/contracts';

export class AgentNotFoundError extends DomainError {
  readonly problem = 'not-found';

  constructor(id: string) {
    super(`There is no agent ${id}.`);
  }
}

export class AgentEndedError extends DomainError {
  readonly problem = 'conflict';

  constructor() {
    super('The agent has expired or was revoked: register another.');
  }
}

export class AgentOwnerDisabledError extends DomainError {
  readonly problem = 'forbidden';

  constructor() {
    super('Whoever is disabled registers no agents.');
  }
}
