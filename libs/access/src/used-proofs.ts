import { createHash } from 'node:crypto';
import { ProofsOverflowError } from './access.errors.js';
import type { ProofStore } from './proof-store.js';

/** About 20 MB. */
const CAPACITY = 100_000;
/** Of which the proofs of one key may take: nobody's fill the memory for all. */
const SHARE_OF_ONE = 0.1;

interface UsedProof {
  readonly jkt: string;
  /** In seconds since 1970. */
  readonly end: number;
}

/** The proofs that were used: by this process, and by all that share a store. */
export class UsedProofs {
  private readonly proofs = new Map<string, UsedProof>();
  private readonly counts = new Map<string, number>();

  constructor(
    private readonly service: string,
    private readonly store: ProofStore | null,
    private readonly capacity = CAPACITY,
    private readonly mostOfOne = Math.ceil(CAPACITY * SHARE_OF_ONE),
  ) {}

  /**
   * Whether this proof comes for the first time.
   *
   * @param now in seconds since 1970
   * @throws ProofsOverflowError when more come than can be remembered, of all or of this key
   */
  async isFirstUse(jkt: string, jti: string, seconds: number, now: number): Promise<boolean> {
    const id = createHash('sha256').update(`${jkt}\n${jti}`, 'utf8').digest('base64url');
    if ((this.proofs.get(id)?.end ?? 0) > now) return false;
    this.forget(now);
    const count = this.counts.get(jkt) ?? 0;
    if (this.proofs.size >= this.capacity || count >= this.mostOfOne) throw new ProofsOverflowError();
    this.counts.set(jkt, count + 1);
    this.proofs.set(id, { jkt, end: now + seconds });
    return (await this.store?.isFirstUse(`${this.service}:${id}`, seconds)) !== false;
  }

  /** All live for as long, so the oldest come first. */
  private forget(now: number): void {
    for (const [id, { jkt, end }] of this.proofs) {
      if (end > now) return;
      this.proofs.delete(id);
      const left = (this.counts.get(jkt) ?? 1) - 1;
      if (left > 0) this.counts.set(jkt, left);
      else this.counts.delete(jkt);
    }
  }
}
