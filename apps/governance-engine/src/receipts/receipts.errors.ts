import { DomainError } from '@acgs/contracts';

/** Recorded, but the sequencer has not come to it yet. */
export class ReceiptPendingError extends DomainError {
  readonly problem = 'receipt-pending';

  constructor(entryId: string) {
    super(
      `${entryId} is recorded and not in the log yet. It is within two seconds while integrity-service runs.`,
      {
        retryAfterSeconds: 1,
      },
    );
  }
}
