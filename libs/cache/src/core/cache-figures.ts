export type TierName = 'local' | 'shared';
export type BypassReason = 'no-cache' | 'unconfirmed';

/** What becomes of the reads of one class. */
export interface CacheFigures {
  hit(tier: TierName, milliseconds: number): void;
  miss(tier: TierName, milliseconds: number): void;
  /** An answer past its time was shown while a new one is made. */
  stale(): void;
  bypass(reason: BypassReason): void;
  /** A renewal in the background failed. */
  error(): void;
}
