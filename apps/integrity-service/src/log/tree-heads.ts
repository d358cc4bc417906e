import { Injectable } from '@nestjs/common';
import { CheckpointPendingError } from './log.errors.js';
import { LogRepository, type SignedHead } from './log.repository.js';

/** A checkpoint that is so old is as good as the newest: leaves come into the tree several times a second at most. */
const KEPT_MILLISECONDS = 20;

interface Known {
  readonly askedAt: number;
  readonly head: Promise<SignedHead | null>;
}

/** The head of each tree, read once for all who ask for it at the same time. */
@Injectable()
export class TreeHeads {
  private readonly known = new Map<string, Known>();

  constructor(private readonly repository: LogRepository) {}

  /** At most 20 ms old. @throws CheckpointPendingError before the first leaf */
  async current(tenant: string): Promise<SignedHead> {
    const head = await this.read(tenant);
    if (head === null) throw new CheckpointPendingError();
    return head;
  }

  /** One that covers a leaf which is known to be in the tree. */
  async covering(tenant: string, leafIndex: number): Promise<SignedHead> {
    const head = await this.current(tenant);
    if (leafIndex < head.size) return head;
    this.known.delete(tenant);
    return await this.current(tenant);
  }

  private read(tenant: string): Promise<SignedHead | null> {
    const now = performance.now();
    const known = this.known.get(tenant);
    if (known !== undefined && now - known.askedAt < KEPT_MILLISECONDS) return known.head;
    const head = this.repository.head(tenant);
    const asked = { askedAt: now, head };
    this.known.set(tenant, asked);
    head.catch(() => {
      if (this.known.get(tenant) === asked) this.known.delete(tenant);
    });
    return head;
  }
}
