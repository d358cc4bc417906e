import type { Revocation } from '@acgs/contracts';
import { Injectable } from '@nestjs/common';

/** For which a process may go without knowing whether there are new revocations. */
const FRESHNESS_MILLISECONDS = 5000;
const SWEEP_MILLISECONDS = 60_000;

type Bounds = Pick<Revocation, 'before' | 'expiresAt'>;

/**
 * The revoked tokens that this process knows of, about 150 bytes each; whoever reads the table or asks auth-service brings
 * them. Where nobody has promised to, as at the gateway, what is known counts as long as the process lives.
 */
@Injectable()
export class Revocations {
  private readonly listed = new Map<string, Bounds>();
  private readonly listeners: ((keys: readonly string[]) => void)[] = [];
  private isPromised = false;
  private confirmedAt = Number.NEGATIVE_INFINITY;
  private sweptAt = 0;
  private until = Number.POSITIVE_INFINITY;

  /**
   * Milliseconds since 1970 until which tokens may pass without being verified again. Where the clock jumps they are
   * verified once more.
   */
  get passUntil(): number {
    return this.until;
  }

  /** From now on tokens are refused unless `confirm` was called within five seconds. */
  promise(): void {
    this.isPromised = true;
    this.until = Number.NEGATIVE_INFINITY;
  }

  /** `readAt` is `performance.now()` from before the reading began. */
  confirm(readAt: number): void {
    if (readAt <= this.confirmedAt) return;
    this.confirmedAt = readAt;
    if (this.isPromised) this.until = Date.now() + FRESHNESS_MILLISECONDS - (performance.now() - readAt);
  }

  isConfirmed(): boolean {
    return !this.isPromised || performance.now() - this.confirmedAt <= FRESHNESS_MILLISECONDS;
  }

  /** Calls `listener` with the keys of new ones after they have become known. */
  listen(listener: (keys: readonly string[]) => void): void {
    this.listeners.push(listener);
  }

  add(revocations: readonly Revocation[]): void {
    if (revocations.length === 0) return;
    for (const { key, before, expiresAt } of revocations) this.merge(key, { before, expiresAt });
    this.sweep();
    const keys = revocations.map(({ key }) => key);
    for (const listener of this.listeners) listener(keys);
  }

  /** Whether one of a token's keys is listed for tokens of its age; `issuedAt` is its `iat`. */
  refuse(keys: readonly string[], issuedAt: number): boolean {
    return keys.some((key) => issuedAt <= (this.listed.get(key)?.before ?? Number.NEGATIVE_INFINITY));
  }

  get size(): number {
    return this.listed.size;
  }

  private merge(key: string, bounds: Bounds): void {
    const known = this.listed.get(key) ?? bounds;
    this.listed.set(key, {
      before: Math.max(known.before, bounds.before),
      expiresAt: Math.max(known.expiresAt, bounds.expiresAt),
    });
  }

  private sweep(): void {
    const now = Date.now();
    if (now - this.sweptAt < SWEEP_MILLISECONDS) return;
    this.sweptAt = now;
    for (const [key, { expiresAt }] of this.listed) if (expiresAt * 1000 < now) this.listed.delete(key);
  }
}
