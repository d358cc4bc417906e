import { DomainError } from '@acgs/contracts';

const RETRY_SECONDS = 1;

/** Recorded, but the sequencer has not come to it yet. */
export class ReceiptPendingError extends DomainError {
  readonly problem = 'receipt-pending';

  constructor(entryId: string) {
    super(
      `${entryId} is recorded and not in the log yet. It is within two seconds while integrity-service runs.`,
      {
        retryAfterSeconds: RETRY_SECONDS,
      },
    );
  }
}

export class LogUnavailableError extends DomainError {
  readonly problem = 'unavailable';

  constructor(detail: string, cause?: unknown) {
    super(`The log can't be read: ${detail}.`, { cause, retryAfterSeconds: RETRY_SECONDS });
  }
}
