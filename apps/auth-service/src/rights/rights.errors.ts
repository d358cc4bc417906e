import { DomainError, type Permission } from '@acgs/contracts';

/** Nobody gives what he hasn't got. */
export class PermissionsExceededError extends DomainError {
  readonly problem = 'permissions-exceeded';

  constructor(missing: readonly Permission[]) {
    super(`The caller cannot give what it does not have: ${missing.join(', ')}.`, {
      extensions: { permissions: missing },
    });
  }
}

export class ActsForAnotherError extends DomainError {
  readonly problem = 'forbidden';

  constructor() {
    super('Who acts for another hands out no rights: call with a token of your own.');
  }
}

export class AgentHandsOutRightsError extends DomainError {
  readonly problem = 'forbidden';

  constructor() {
    super('Agents and API keys are made and ended by persons, and by programs that are no agents.');
  }
}
