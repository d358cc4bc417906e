import { DELEGATION_DEPTH_MAX, DomainError } from '@acgs/contracts';

export class DelegationNotFoundError extends DomainError {
  readonly problem = 'not-found';

  constructor(id: string) {
    super(`There is no delegation ${id}.`);
  }
}

export class DelegationEndedError extends DomainError {
  readonly problem = 'conflict';

  constructor() {
    super('The delegation, or one above it, has expired or was revoked.');
  }
}

export class DelegationTooDeepError extends DomainError {
  readonly problem = 'delegation-too-deep';

  constructor() {
    super(`Delegations follow each other ${String(DELEGATION_DEPTH_MAX)} deep at most.`);
  }
}

export class DelegationTooLongError extends DomainError {
  readonly problem = 'validation-failed';

  constructor() {
    super('A delegation ends with the one above it at the latest.', {
      faults: [{ path: '/expiresAt', message: 'must not lie behind the end of the parent' }],
    });
  }
}

/** A program acts for itself; a person alone has something to delegate. */
export class NothingToDelegateError extends DomainError {
  readonly problem = 'forbidden';

  constructor() {
    super('A program delegates a part of a delegation alone: name it as parent.');
  }
}
