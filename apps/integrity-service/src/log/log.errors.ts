import { DomainError } from '@acgs/contracts';

const RETRY_SECONDS = 1;

export class TileNotFoundError extends DomainError {
  readonly problem = 'not-found';

  constructor() {
    super('The log has no such tile: it is named wrong, or the tree has not grown so far.');
  }
}

export class EntryNotFoundError extends DomainError {
  readonly problem = 'not-found';

  constructor(entryId: string) {
    super(`The log has no entry ${entryId}. What was recorded a moment ago is in it within two seconds.`);
  }
}

export class CheckpointPendingError extends DomainError {
  readonly problem = 'receipt-pending';

  constructor() {
    super('The log has no checkpoint yet.', { retryAfterSeconds: RETRY_SECONDS });
  }
}

export class TreeSizeError extends DomainError {
  readonly problem = 'validation-failed';

  constructor(path: string, message: string) {
    super('The log cannot prove this.', { faults: [{ path, message }] });
  }
}
