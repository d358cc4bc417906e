import { DomainError, type Role } from '@acgs/contracts';

/** `roles` in the problem names those that the inviter lacks. */
export class RolesNotHeldError extends DomainError {
  readonly problem = 'forbidden';

  constructor(roles: readonly Role[]) {
    super(`Nobody invites to roles he does not hold: ${roles.join(', ')}.`, { extensions: { roles } });
  }
}

export class InvitationNotFoundError extends DomainError {
  readonly problem = 'not-found';

  constructor() {
    super('There is no such invitation.');
  }
}

/** Used, withdrawn, replaced, expired, or never made: nobody is told which. */
export class InvitationOverError extends DomainError {
  readonly problem = 'not-found';

  constructor() {
    super('This invitation is not good any more. Ask for another one.');
  }
}
