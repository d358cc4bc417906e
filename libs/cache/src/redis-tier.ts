import { SharedRedis } from '@acgs/redis';
import { type Cache, CACHE_MANAGER } from '@nestjs/cache-manager';
import { Inject, Injectable } from '@nestjs/common';
import type { Keyv } from 'keyv';
import { randomUUID } from 'node:crypto';
import { type CacheEntry, isCacheEntry } from './core/cache-entry.js';
import { isPattern } from './core/key-pattern.js';
import type { Lease, SharedTier } from './core/shared-tier.js';

/** Larger ones stay in the process: they would hold up what others ask on the same connection. */
const LARGEST_CHARACTERS = 1024 * 1024;
/** Longer than a source takes, and short enough that a process that died with it holds nobody up. */
const LEASE_MILLISECONDS = 2000;
const SCAN_AT_A_TIME = 500;
const SWEEP_MAX_MILLISECONDS = 2000;
/** A lease that has run out may be another's by now. */
const RELEASE = `if redis.call('GET', KEYS[1]) == ARGV[1] then return redis.call('UNLINK', KEYS[1]) end return 0`;

/** The tier that all processes share, as `cache-manager`'s second store. */
@Injectable()
export class RedisTier implements SharedTier {
  private readonly keyv: Keyv<CacheEntry> | undefined;

  constructor(
    @Inject(CACHE_MANAGER) manager: Cache,
    private readonly redis: SharedRedis,
  ) {
    this.keyv = manager.stores[1] as Keyv<CacheEntry> | undefined;
  }

  get isUsable(): boolean {
    return this.redis.isUsable;
  }

  async get(key: string): Promise<CacheEntry | null> {
    const entry: unknown = await this.keyv?.get(key);
    return isCacheEntry(entry) ? entry : null;
  }

  async set(key: string, entry: CacheEntry): Promise<void> {
    const ttl = entry.expiresAt - Date.now();
    if (ttl <= 0 || (entry.text?.length ?? 0) > LARGEST_CHARACTERS) return;
    await this.keyv?.set(key, entry, ttl);
  }

  async lease(key: string): Promise<Lease | null> {
    const [name, token] = [`${key}:lease`, randomUUID()];
    const taken = await this.redis.run((client) => client.set(name, token, 'PX', LEASE_MILLISECONDS, 'NX'));
    if (taken !== 'OK') return null;
    return {
      release: async () => {
        await this.redis.run((client) => client.eval(RELEASE, 1, name, token)).catch(() => undefined);
      },
    };
  }

  /**
   * Removes what a pattern matches among the keys that begin with the prefix: at once when it is a key, else a few at a
   * time for two seconds at most. Only to free the memory: what was invalidated is not shown anyway. Null when Redis is
   * off, failed on the way, or was not looked through in that time.
   */
  async deleteMatching(pattern: string, prefix: string): Promise<number | null> {
    try {
      return await (isPattern(pattern) ? this.sweep(pattern, prefix) : this.unlink([pattern], prefix));
    } catch {
      return null;
    }
  }

  private async sweep(pattern: string, prefix: string): Promise<number | null> {
    const end = performance.now() + SWEEP_MAX_MILLISECONDS;
    let cursor = '0';
    let removed = 0;
    do {
      if (performance.now() > end) return null;
      const [next, keys] = await this.redis.run((client) =>
        client.scan(cursor, 'MATCH', pattern, 'COUNT', SCAN_AT_A_TIME),
      );
      cursor = next;
      removed += await this.unlink(keys, prefix);
    } while (cursor !== '0');
    return removed;
  }

  /** Redis is not the cache's alone. */
  private async unlink(keys: readonly string[], prefix: string): Promise<number> {
    const own = keys.filter((key) => key.startsWith(prefix));
    return own.length === 0 ? 0 : this.redis.run((client) => client.unlink(...own));
  }
}
