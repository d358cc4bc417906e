import { addCachePatterns, advanceCacheEpochs, type CachePattern, type SlotEpoch } from '@acgs/database';
import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { CacheKnowledge } from './cache-knowledge.js';
import { installationPart } from './core/cache-key.js';
import { LocalTier } from './core/local-tier.js';
import { RedisTier } from './redis-tier.js';

/** Names what the transaction outdates, at any time before it ends. */
export type Outdate = (...tags: string[]) => void;

export interface Removed {
  /** Of this process. */
  readonly local: number;
  /** Null while Redis is off, away or too full to be looked through; what it holds is not shown any more all the same. */
  readonly shared: number | null;
}

const NONE: Removed = { local: 0, shared: 0 };

/**
 * Makes cached answers outdated. They are so in this process when the promise resolves, and in every other one when it hears
 * of it: at once as a rule, within 250 ms when messages are lost, and it shows nothing when it hears nothing for 2 s.
 */
@Injectable()
export class CacheInvalidation {
  constructor(
    private readonly database: DataSource,
    private readonly knowledge: CacheKnowledge,
    private readonly local: LocalTier,
    private readonly shared: RedisTier,
  ) {}

  /** What the work names is outdated with its commit, and not at all when it fails. */
  async transaction<Result>(
    work: (transaction: EntityManager, outdate: Outdate) => Promise<Result>,
  ): Promise<Result> {
    const tags: string[] = [];
    let advanced: SlotEpoch[] = [];
    const result = await this.database.transaction(async (transaction) => {
      const made = await work(transaction, (...named) => tags.push(...named));
      if (tags.length > 0) advanced = await this.advance(transaction, tags);
      return made;
    });
    this.learnSlots(advanced);
    return result;
  }

  async tags(tags: readonly string[]): Promise<void> {
    this.learnSlots(await this.database.transaction((transaction) => this.advance(transaction, tags)));
  }

  /** Keys are patterns, too: they hold no `*` and no `?`. */
  async patterns(patterns: readonly string[]): Promise<Removed> {
    const added = await this.database.transaction((transaction) => addCachePatterns(transaction, patterns));
    this.learnPatterns(added);
    const prefix = installationPart(this.knowledge.installation);
    let removed = NONE;
    for (const pattern of patterns) {
      const shared = await this.shared.deleteMatching(pattern, prefix);
      removed = {
        local: removed.local + this.local.deleteMatching(pattern),
        shared: shared === null || removed.shared === null ? null : removed.shared + shared,
      };
    }
    return removed;
  }

  private advance(transaction: EntityManager, tags: readonly string[]): Promise<SlotEpoch[]> {
    return advanceCacheEpochs(transaction, [...new Set(this.knowledge.slotsOf(tags))]);
  }

  private learnSlots(advanced: readonly SlotEpoch[]): void {
    if (advanced.length === 0) return;
    const now = performance.now();
    for (const { slot, epoch } of advanced) this.knowledge.epochs.changeSlot(slot, epoch, now);
    this.knowledge.spread(advanced.map(({ slot }) => slot));
  }

  private learnPatterns(added: readonly CachePattern[]): void {
    this.knowledge.epochs.changePatterns(added, performance.now());
    this.knowledge.spread(null);
  }
}
