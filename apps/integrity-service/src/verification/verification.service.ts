import type { Verification, VerificationRequest } from '@acgs/contracts';
import { type ParsedCheckpoint, treeRoot } from '@acgs/merkle';
import { verifyBundle, verifyReceipt } from '@acgs/verify';
import { Injectable } from '@nestjs/common';
import { LogKeys } from '../keys/log-keys.js';
import { LogRepository } from '../log/log.repository.js';
import { Tiles } from '../log/tiles.js';

@Injectable()
export class VerificationService {
  constructor(
    private readonly keys: LogKeys,
    private readonly log: LogRepository,
    private readonly tiles: Tiles,
  ) {}

  /** By the keys that this installation holds, and against the tree as it has it: a signature alone does not do. */
  async verify(request: VerificationRequest, tenant: string): Promise<Verification> {
    const trust = { keys: await this.keys.verifiers(), witnesses: [], seen: [] };
    const { faults, leafIndex, checkpoint } =
      'receipt' in request ? verifyReceipt(request.receipt, trust) : verifyBundle(request.bundle, trust);
    if (faults.length > 0 || checkpoint === null)
      return { verified: false, faults: [...faults], leafIndex: null, treeSize: null };
    if (await this.isOurs(checkpoint, tenant))
      return { verified: true, faults: [], leafIndex, treeSize: checkpoint.size };
    const fault = { path: 'checkpoint', message: 'the tree of this log was never what it says' };
    return { verified: false, faults: [fault], leafIndex: null, treeSize: null };
  }

  private async isOurs({ origin, size, root }: ParsedCheckpoint, tenant: string): Promise<boolean> {
    const head = await this.log.head(tenant);
    if (origin !== this.keys.originOf(tenant) || head === null || size > head.size) return false;
    return (await treeRoot(this.tiles.of(tenant), size)).equals(root);
  }
}
