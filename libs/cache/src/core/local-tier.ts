import type { KeyvStoreAdapter, StoredData } from 'keyv';
import { LRUCache } from 'lru-cache';
import type { CacheEntry } from './cache-entry.js';
import { matchesPattern } from './key-pattern.js';

export interface LocalBounds {
  readonly maxEntries: number;
  readonly maxBytes: number;
}

/** As Keyv stores it. */
interface Held {
  readonly value: CacheEntry;
  readonly expires?: number;
}

/** What an entry takes beside its characters, about. */
const OVERHEAD_BYTES = 400;
/** So that one large entry does not drive out all others. */
const LARGEST_SHARE = 8;

/** The first tier: what this process read last, bounded in entries and in bytes. */
export class LocalTier implements KeyvStoreAdapter {
  readonly opts = {};
  namespace?: string;
  private readonly entries: LRUCache<string, Held>;

  constructor(readonly bounds: LocalBounds) {
    this.entries = new LRUCache({
      max: bounds.maxEntries,
      maxSize: bounds.maxBytes,
      maxEntrySize: Math.ceil(bounds.maxBytes / LARGEST_SHARE),
      sizeCalculation: bytesOf,
    });
  }

  get size(): number {
    return this.entries.size;
  }

  get bytes(): number {
    return this.entries.calculatedSize;
  }

  get<Value>(key: string): Promise<StoredData<Value> | undefined> {
    return Promise.resolve(this.entries.get(key) as StoredData<Value> | undefined);
  }

  set(key: string, held: Held): true {
    this.entries.set(key, held);
    return true;
  }

  delete(key: string): Promise<boolean> {
    return Promise.resolve(this.entries.delete(key));
  }

  clear(): Promise<void> {
    this.entries.clear();
    return Promise.resolve();
  }

  on(): this {
    return this;
  }

  /** Linear in the entries. Gives how many there were. */
  deleteMatching(pattern: string): number {
    const keys = [...this.entries.keys()].filter((key) => matchesPattern(pattern, key));
    for (const key of keys) this.entries.delete(key);
    return keys.length;
  }
}

/** Two bytes for each character at most. */
function bytesOf({ value }: Held, key: string): number {
  return OVERHEAD_BYTES + 2 * (key.length + (value.text?.length ?? 0));
}
