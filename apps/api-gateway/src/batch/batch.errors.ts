import { DomainError } from '@acgs/contracts';

/** The time of the batch was over before this request had its turn. */
export class TurnMissedError extends DomainError {
  readonly problem = 'deadline-exceeded';

  constructor() {
    super('The time of the batch was over before this request was sent. Nothing was done.');
  }
}

/** The time of the batch was over while this request was under way. */
export class AnswerMissedError extends DomainError {
  readonly problem = 'deadline-exceeded';

  constructor() {
    super('The time of the batch was over before the answer was. Whether the service acted is not known.');
  }
}

/** The service has answered, but the answers of all batches together take what they may. */
export class AnswersTooManyError extends DomainError {
  readonly problem = 'overloaded';

  constructor(status: number) {
    super(
      `The answers of the batches under way take all the memory they may. This one had the status ${String(status)}.`,
      { retryAfterSeconds: 1 },
    );
  }
}
