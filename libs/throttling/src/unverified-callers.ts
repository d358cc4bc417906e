import type { VerificationGate } from '@acgs/access';
import { Injectable } from '@nestjs/common';
import { addressKey, type Sender } from './caller-key.js';
import { ThrottlingStorage } from './throttling-storage.js';

const CLASS = 'unverified';

/**
 * Counts, by address, the requests whose token was not seen before, and gives back those whose token is good: what stays
 * counted are failures. So a flood of bad tokens ends before it costs signatures, and no caller with a known token notices.
 */
@Injectable()
export class UnverifiedCallers implements VerificationGate<Sender> {
  constructor(private readonly storage: ThrottlingStorage) {}

  /** @throws TooManyRequestsError */
  enter(sender: Sender): void {
    this.storage.enter(CLASS, addressKey(sender));
  }

  leave(sender: Sender): void {
    this.storage.leave(CLASS, addressKey(sender));
  }
}
