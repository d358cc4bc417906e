import type { CallerIdentity } from '@acgs/access';
import {
  type CacheInvalidationRequest,
  type CacheInvalidationResult,
  type CacheStats,
  DEFAULT_TENANT,
} from '@acgs/contracts';
import { SharedRedis } from '@acgs/redis';
import { Injectable } from '@nestjs/common';
import { CacheForeignError } from './cache.errors.js';
import { CacheInvalidation } from './cache-invalidation.js';
import { CacheKnowledge } from './cache-knowledge.js';
import { CacheMetrics } from './cache.metrics.js';
import { CACHE_CLASSES } from './cache.options.js';
import { LocalTier } from './core/local-tier.js';

/** What an administrator sees and does. */
@Injectable()
export class CacheAdministration {
  constructor(
    private readonly invalidation: CacheInvalidation,
    private readonly knowledge: CacheKnowledge,
    private readonly metrics: CacheMetrics,
    private readonly local: LocalTier,
    private readonly redis: SharedRedis,
  ) {}

  stats(): CacheStats {
    const age = this.knowledge.epochs.age(performance.now());
    return {
      process: process.pid,
      redis: this.redis.state,
      confirmedMs: Number.isFinite(age) ? age : null,
      local: { entries: this.local.size, bytes: this.local.bytes, ...this.local.bounds },
      classes: CACHE_CLASSES.map((name) => ({ class: name, ...this.metrics.countsOf(name) })),
    };
  }

  /** @throws CacheForeignError when the caller is of another tenant than the installation's own */
  async invalidate(
    { keys = [], tags = [], pattern }: CacheInvalidationRequest,
    { tenant }: CallerIdentity,
  ): Promise<CacheInvalidationResult> {
    if (tenant !== DEFAULT_TENANT) throw new CacheForeignError(tenant);
    if (tags.length > 0) await this.invalidation.tags(tags);
    const removed = await this.invalidation.patterns(pattern === undefined ? keys : [...keys, pattern]);
    return { process: process.pid, removed };
  }
}
