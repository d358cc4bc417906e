import { DomainError } from '@acgs/contracts';

export class LegalHoldNotFoundError extends DomainError {
  readonly problem = 'not-found';

  constructor(holdId: string) {
    super(`There is no legal hold ${holdId}.`);
  }
}

export class DecisionHeldError extends DomainError {
  readonly problem = 'legal-hold';

  constructor(decisionId: string) {
    super(`${decisionId} is under a legal hold: nothing of it is erased until that is released.`);
  }
}
