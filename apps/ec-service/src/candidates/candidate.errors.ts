import { DomainError } from '@acgs/contracts';

export class CandidateNotFoundError extends DomainError {
  readonly problem = 'not-found';

  constructor(runId: string, candidateId: string) {
    super(`The run ${runId} has no candidate ${candidateId} in its final front.`);
  }
}

export class CandidateReviewedError extends DomainError {
  readonly problem = 'conflict';

  constructor(candidateId: string, review: string) {
    super(`The candidate ${candidateId} was ${review} already.`);
  }
}

export class PromotionBegunError extends DomainError {
  readonly problem = 'conflict';

  constructor(candidateId: string) {
    super(`A promotion of the candidate ${candidateId} was begun. Promote it again, and it goes on.`);
  }
}

export class CandidateNotPromotableError extends DomainError {
  readonly problem = 'conflict';

  constructor(candidateId: string, why: string) {
    super(`The candidate ${candidateId} cannot be promoted: ${why}.`);
  }
}
