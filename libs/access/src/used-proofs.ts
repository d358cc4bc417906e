import { createHash } from 'node:crypto';
import { ProofsOverflowError } from './access.errors.js';
import type { ProofStore } from './proof-store.js';

/** About 15 MB. */
const CAPACITY = 100_000;

/** The proofs that were used: by this process, and by all that share a store. */
export class UsedProofs {
  private readonly ends = new Map<string, number>();

  constructor(
    private readonly service: string,
    private readonly store: ProofStore | null,
    private readonly capacity = CAPACITY,
  ) {}

  /**
   * Whether this proof comes for the first time.
   *
   * @param now in seconds since 1970
   * @throws ProofsOverflowError when more come than can be remembered
   */
  async isFirstUse(jkt: string, jti: string, seconds: number, now: number): Promise<boolean> {
    const id = createHash('sha256').update(`${jkt}\n${jti}`, 'utf8').digest('base64url');
    if ((this.ends.get(id) ?? 0) > now) return false;
    this.forget(now);
    if (this.ends.size >= this.capacity) throw new ProofsOverflowError();
    this.ends.set(id, now + seconds);
    return (await this.store?.isFirstUse(`${this.service}:${id}`, seconds)) !== false;
  }

  /** All live for as long, so the oldest come first. */
  private forget(now: number): void {
    for (const [id, end] of this.ends) {
      if (end > now) return;
      this.ends.delete(id);
    }
  }
}
