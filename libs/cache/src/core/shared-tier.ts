import type { CacheEntry } from './cache-entry.js';

/** Allows one process to ask the source for a key. */
export interface Lease {
  /** Never throws. */
  release(): Promise<void>;
}

/** The tier that all processes have in common. Nothing waits for one that is away. */
export interface SharedTier {
  /** False while it is off or away: then nobody waits for it. */
  readonly isUsable: boolean;
  /** Rejects when the tier fails. */
  get(key: string): Promise<CacheEntry | null>;
  /** Rejects when the tier fails. */
  set(key: string, entry: CacheEntry): Promise<void>;
  /** Null while another process has it. Rejects when the tier fails. */
  lease(key: string): Promise<Lease | null>;
}
