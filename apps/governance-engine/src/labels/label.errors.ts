import { DomainError } from '@acgs/contracts';

/** Decisions of an import that are not here; nothing of it was kept. */
export class LabelledDecisionsMissingError extends DomainError {
  readonly problem = 'not-found';

  constructor(places: readonly number[]) {
    super(`${String(places.length)} of the labels are for decisions that are not here; none was kept.`, {
      faults: places.map((place) => ({
        path: `/labels/${String(place)}/decisionId`,
        message: 'names no decision',
      })),
    });
  }
}

/** An agent, or a token that an agent holds for a reviewer. */
export class ReviewerNoAgentError extends DomainError {
  readonly problem = 'forbidden';

  constructor() {
    super('Decisions are labelled by no agent: who has asked for a decision reports its outcome.');
  }
}
