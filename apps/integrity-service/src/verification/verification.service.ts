import type { Verification, VerificationRequest } from '@acgs/contracts';
import { parseVerifierKey } from '@acgs/merkle';
import { verifyBundle, verifyReceipt } from '@acgs/verify';
import { Injectable } from '@nestjs/common';
import { LogKeys } from '../keys/log-keys.js';

@Injectable()
export class VerificationService {
  constructor(private readonly keys: LogKeys) {}

  async verify(request: VerificationRequest): Promise<Verification> {
    const { keys } = await this.keys.list();
    const own = keys.map(({ verifierKey }) => parseVerifierKey(verifierKey));
    const trust = { keys: own, witnesses: [], last: null };
    const { faults, leafIndex, checkpoint } =
      'receipt' in request ? verifyReceipt(request.receipt, trust) : verifyBundle(request.bundle, trust);
    const verified = faults.length === 0;
    return {
      verified,
      faults: [...faults],
      leafIndex: verified ? leafIndex : null,
      treeSize: verified ? (checkpoint?.size ?? null) : null,
    };
  }
}
