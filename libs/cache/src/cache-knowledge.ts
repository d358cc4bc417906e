import {
  CACHE_PATTERNS_KEPT,
  CACHE_SLOTS,
  type CacheVersions,
  NO_CACHE_VERSIONS,
  VersionWatch,
} from '@acgs/database';
import { SharedRedis } from '@acgs/redis';
import { Injectable, type OnModuleInit } from '@nestjs/common';
import { z } from 'zod';
import { KnownEpochs } from './core/known-epochs.js';
import { slotOf } from './core/tag-slot.js';

/** Nothing is shown once invalidations have gone unconfirmed for longer. */
const FRESHNESS_MILLISECONDS = 2000;

/** Slots in which something has changed; null when it may be anything. */
const HintSchema = z
  .array(
    z
      .int()
      .min(0)
      .max(CACHE_SLOTS - 1),
  )
  .max(CACHE_SLOTS)
  .nullable();
export type CacheHint = z.infer<typeof HintSchema>;

/**
 * What this process knows of invalidations. The database tells for certain, at each `NOTIFY` and each 250 ms. Redis carries
 * hints that come sooner: they are not believed, but what they name is not shown until the database was read again.
 */
@Injectable()
export class CacheKnowledge implements OnModuleInit {
  readonly epochs = new KnownEpochs(CACHE_SLOTS, CACHE_PATTERNS_KEPT, FRESHNESS_MILLISECONDS);
  private versions: CacheVersions = NO_CACHE_VERSIONS;
  private constitution = 0;

  constructor(
    private readonly watch: VersionWatch,
    private readonly redis: SharedRedis,
  ) {}

  onModuleInit(): void {
    this.watch.listen({
      heard: ({ cache, rules }, readAt) => {
        this.constitution = rules.constitution;
        this.epochs.confirm(cache, readAt);
        if (this.versions === NO_CACHE_VERSIONS) this.hear(channelOf(cache.installation));
        this.versions = cache;
      },
      failed: () => undefined,
    });
  }

  /** Empty before the first reading; until then nothing is cached. */
  get installation(): string {
    return this.versions.installation;
  }

  /** How often a constitution has come into force. */
  get constitutionVersion(): number {
    return this.constitution;
  }

  slotsOf(tags: readonly string[]): number[] {
    return tags.map((tag) => slotOf(tag, CACHE_SLOTS));
  }

  /** Tells the other processes, and does not wait for it: they learn it from the database, too. */
  spread(hint: CacheHint): void {
    if (!this.redis.isUsable || this.installation === '') return;
    const channel = channelOf(this.installation);
    this.redis.run((client) => client.publish(channel, JSON.stringify(hint))).catch(() => undefined);
  }

  private hear(channel: string): void {
    this.redis.subscribe(channel, (message) => {
      this.epochs.doubt(hintOf(message), performance.now());
      this.watch.readSoon();
    });
  }
}

const channelOf = (installation: string): string => `acgs:cache:${installation}`;

/** Whatever can't be read may mean anything. */
function hintOf(message: string): CacheHint {
  try {
    return HintSchema.parse(JSON.parse(message));
  } catch {
    return null;
  }
}
