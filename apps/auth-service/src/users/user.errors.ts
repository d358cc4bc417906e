import { DomainError, type Role } from '@acgs/contracts';

export class UserNotFoundError extends DomainError {
  readonly problem = 'not-found';

  constructor() {
    super('There is no such person.');
  }
}

export class EmailTakenError extends DomainError {
  readonly problem = 'conflict';

  constructor() {
    super('Somebody with this e-mail address is here already.');
  }
}

/** Separation of powers: `roles` in the problem names the pair. */
export class RolesSeparatedError extends DomainError {
  readonly problem = 'roles-separated';

  constructor(pair: readonly [Role, Role]) {
    super(`Nobody holds the roles ${pair[0]} and ${pair[1]} together.`, { extensions: { roles: pair } });
  }
}

export class OwnRolesError extends DomainError {
  readonly problem = 'forbidden';

  constructor() {
    super('Nobody changes the roles of his own.');
  }
}

/** Somebody else has taken the role meanwhile: of two who take it from each other, one keeps it. */
export class AdministratorNoMoreError extends DomainError {
  readonly problem = 'forbidden';

  constructor() {
    super('Whoever is no administrator any more changes nobody.');
  }
}

/** Nobody answers what his own agents ask. */
export class ApproverOwnsAgentsError extends DomainError {
  readonly problem = 'conflict';

  constructor() {
    super(
      'Whoever owns agents that ask for decisions becomes no approver: revoke them, or wait for their end.',
    );
  }
}

export class OwnActivationError extends DomainError {
  readonly problem = 'forbidden';

  constructor() {
    super('Nobody disables himself.');
  }
}
