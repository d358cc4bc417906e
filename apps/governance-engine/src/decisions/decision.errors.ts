import { DomainError } from '@acgs/contracts';
import { translateDatabaseError } from '@acgs/database';

/** The database did not confirm the record, so there is no answer; `cause` is the driver's error. */
export class DecisionNotRecordedError extends DomainError {
  readonly problem = 'decision-not-recorded';

  constructor(cause: unknown) {
    super(
      'The decision could not be recorded. Try again; with an Idempotency-Key nothing is recorded twice.',
      {
        cause,
        retryAfterSeconds: translateDatabaseError(cause)?.details.retryAfterSeconds ?? 1,
      },
    );
  }
}

export class DecisionQueueFullError extends DomainError {
  readonly problem = 'overloaded';

  constructor() {
    super('More decisions wait for the disk than may wait.', { retryAfterSeconds: 1 });
  }
}

export class DecisionNotFoundError extends DomainError {
  readonly problem = 'not-found';

  constructor(decisionId: string) {
    super(`There is no decision ${decisionId}.`);
  }
}

export class IdempotencyKeyReusedError extends DomainError {
  readonly problem = 'idempotency-key-reused';

  constructor() {
    super('This Idempotency-Key was used with another body. Use a new key for a new request.');
  }
}

export class DelegationClaimedError extends DomainError {
  readonly problem = 'subject-mismatch';

  constructor() {
    super('For whom the subject acts is told by the token alone, not by the request.', {
      faults: [{ path: '/subject/properties/delegation', message: 'is not for the caller to say' }],
    });
  }
}

export class SubjectMismatchError extends DomainError {
  readonly problem = 'subject-mismatch';

  constructor(member: 'id' | 'type', given: string, own: string) {
    const advice = 'asking for others needs the permission decisions:on-behalf';
    super(`The ${member} of the subject is "${given}", that of the caller "${own}"; ${advice}.`, {
      faults: [{ path: `/subject/${member}`, message: 'is not the caller' }],
    });
  }
}
