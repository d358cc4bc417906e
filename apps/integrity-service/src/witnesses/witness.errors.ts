import { DomainError } from '@acgs/contracts';

const PATH = '/checkpoint';

/** What is sent as a witness's cosignature is none of a checkpoint of this log. */
export class CosignatureRefusedError extends DomainError {
  readonly problem = 'validation-failed';

  constructor(message: string, cause?: unknown) {
    super('The cosignature is not accepted.', { faults: [{ path: PATH, message }], cause });
  }
}

export class NotWitnessedError extends DomainError {
  readonly problem = 'not-found';

  constructor() {
    super('No witness has cosigned a checkpoint of this log yet.');
  }
}
