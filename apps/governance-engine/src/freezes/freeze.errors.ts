import { DomainError, type FreezeStatus } from '@acgs/contracts';

export class FreezeNotFoundError extends DomainError {
  readonly problem = 'not-found';

  constructor(freezeId: string) {
    super(`There is no freeze ${freezeId}.`);
  }
}

export class FreezeOverError extends DomainError {
  readonly problem = 'freeze-over';

  constructor(freezeId: string, status: FreezeStatus) {
    super(`The freeze ${freezeId} is ${status}: there is nothing to lift.`);
  }
}

/** An agent, or a token that an agent holds for a person. */
export class LifterNoAgentError extends DomainError {
  readonly problem = 'forbidden';

  constructor() {
    super('A freeze is lifted by no agent, nor by one that acts for somebody.');
  }
}

export class LiftOfOwnFreezeError extends DomainError {
  readonly problem = 'lift-of-own-freeze';

  constructor(freezeId: string) {
    super(`The caller has a part in what ${freezeId} freezes: somebody else lifts it.`);
  }
}
