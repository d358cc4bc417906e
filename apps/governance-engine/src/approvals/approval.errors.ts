import { DomainError } from '@acgs/contracts';

export class ApprovalNotFoundError extends DomainError {
  readonly problem = 'not-found';

  constructor(decisionId: string) {
    super(`There is no escalated decision ${decisionId}.`);
  }
}

export class ApprovalOfOwnRequestError extends DomainError {
  readonly problem = 'approval-of-own-request';

  constructor(decisionId: string) {
    super(`The caller has a part in the request of ${decisionId}: somebody else has to answer.`);
  }
}

/** An agent, or a token that an agent holds for a person. */
export class ApproverNoPersonError extends DomainError {
  readonly problem = 'forbidden';

  constructor() {
    super('Approvals are given and withdrawn by people: by no agent, nor by whoever acts for another.');
  }
}

/** Answered otherwise, or by somebody else. */
export class ApprovalAnsweredError extends DomainError {
  readonly problem = 'conflict';

  constructor(decisionId: string) {
    super(`${decisionId} has been answered already; an answer is given once.`);
  }
}

export class ApprovalPendingError extends DomainError {
  readonly problem = 'approval-pending';

  constructor(decisionId: string) {
    super(`Nobody has answered ${decisionId} yet.`);
  }
}

export class ApprovalRefusedError extends DomainError {
  readonly problem = 'approval-refused';

  constructor(decisionId: string) {
    super(`${decisionId} was refused, or its approval withdrawn.`);
  }
}

export class ApprovalExpiredError extends DomainError {
  readonly problem = 'approval-expired';

  constructor(decisionId: string) {
    super(`The time of ${decisionId} is over: send the request without an approval to have it decided anew.`);
  }
}

export class ApprovalUsedError extends DomainError {
  readonly problem = 'approval-used';

  constructor(decisionId: string) {
    super(`The approval of ${decisionId} was used up: it is for one decision.`);
  }
}

export class ApprovalOutdatedError extends DomainError {
  readonly problem = 'approval-outdated';

  constructor(decisionId: string) {
    super(
      `Other rules are in force than when ${decisionId} was escalated: send the request without an approval to have it decided anew.`,
    );
  }
}

/** The same whether there is none, it is of another caller, or of another request. */
export class ApprovalMismatchError extends DomainError {
  readonly problem = 'approval-mismatch';

  constructor(decisionId: string) {
    super(`No decision ${decisionId} has escalated this very request of this caller.`, {
      faults: [{ path: 'Approval', message: 'is not for this request' }],
    });
  }
}
