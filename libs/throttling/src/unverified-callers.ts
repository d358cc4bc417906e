import type { VerificationGate } from '@acgs/access';
import { Injectable } from '@nestjs/common';
import { addressKey, type Sender } from './caller-key.js';
import { ThrottlingStorage } from './throttling-storage.js';

const CLASS = 'unverified';

/**
 * Counts, by address, the tokens whose signature was verified in vain. So a flood of them ends before it costs signatures,
 * and what costs none is not counted: callers of the same address have their own tokens verified beside it.
 */
@Injectable()
export class UnverifiedCallers implements VerificationGate<Sender> {
  constructor(private readonly storage: ThrottlingStorage) {}

  /** @throws TooManyRequestsError */
  enter(sender: Sender): (hasFailed: boolean) => void {
    return this.storage.begin(CLASS, addressKey(sender));
  }
}
