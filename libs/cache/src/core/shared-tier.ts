import type { CacheEntry } from './cache-entry.js';

/** The tier that all processes have in common. Nothing of it ever throws, and nothing waits for one that is away. */
export interface SharedTier {
  /** False while it is off or away: then nobody waits for it. */
  readonly isUsable: boolean;
  get(key: string): Promise<CacheEntry | null>;
  set(key: string, entry: CacheEntry): Promise<void>;
  /** True for the one process that may ask the source now; also when that can't be told. */
  lease(key: string): Promise<boolean>;
  release(key: string): Promise<void>;
}
