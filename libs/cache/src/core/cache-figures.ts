export type TierName = 'local' | 'shared';
export type ErrorPlace = 'shared' | 'source';
export type BypassReason = 'no-cache' | 'unconfirmed';

/** What becomes of the reads of one class. */
export interface CacheFigures {
  hit(tier: TierName, milliseconds: number): void;
  miss(tier: TierName, milliseconds: number): void;
  /** An answer past its time was shown while a new one is made. */
  stale(tier: TierName, milliseconds: number): void;
  bypass(reason: BypassReason): void;
  /** The shared tier failed, or the source did in the background. */
  error(where: ErrorPlace): void;
}
