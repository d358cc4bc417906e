import { Injectable } from '@nestjs/common';
import { Counter, Gauge, Histogram, Registry } from 'prom-client';
import type { BypassReason, CacheFigures, ErrorPlace, TierName } from './core/cache-figures.js';
import { LocalTier } from './core/local-tier.js';
import { CACHE_CLASSES, type CacheClass } from './cache.options.js';

const TIERS = ['local', 'shared'] as const;
const REASONS = ['no-cache', 'unconfirmed'] as const;
const ERROR_PLACES = ['shared', 'source'] as const;
const MICROSECONDS = [1, 2.5, 5, 10, 25, 50, 100, 250, 500, 1000, 5000, 25_000, 50_000];

/** What is counted of one class, also for `GET /cache/stats`. */
export interface CacheCounts {
  readonly hits: Record<TierName, number>;
  readonly misses: Record<TierName, number>;
  readonly stale: Record<TierName, number>;
  readonly bypasses: Record<BypassReason, number>;
  readonly errors: Record<ErrorPlace, number>;
}

@Injectable()
export class CacheMetrics {
  private readonly counts = new Map<CacheClass, CacheCounts>();
  private readonly latency: Histogram<'class' | 'tier'>;

  constructor(
    private readonly registry: Registry,
    private readonly local: LocalTier,
  ) {
    for (const name of CACHE_CLASSES) this.counts.set(name, noCounts());
    this.latency = new Histogram({
      name: 'acgs_cache_read_seconds',
      help: 'Time to look into a tier of the cache, found or not.',
      labelNames: ['class', 'tier'],
      buckets: MICROSECONDS.map((value) => value / 1_000_000),
      registers: [registry],
    });
    this.exposeReads();
    this.exposeSize();
  }

  countsOf(name: CacheClass): CacheCounts {
    return this.counts.get(name) ?? noCounts();
  }

  /** Where the reads of a class are counted. */
  figuresOf(name: CacheClass): CacheFigures {
    const counts = this.countsOf(name);
    const latency = {
      local: this.latency.labels({ class: name, tier: 'local' }),
      shared: this.latency.labels({ class: name, tier: 'shared' }),
    };
    return {
      hit: (tier, milliseconds) => {
        counts.hits[tier]++;
        latency[tier].observe(milliseconds / 1000);
      },
      miss: (tier, milliseconds) => {
        counts.misses[tier]++;
        latency[tier].observe(milliseconds / 1000);
      },
      stale: (tier, milliseconds) => {
        counts.stale[tier]++;
        latency[tier].observe(milliseconds / 1000);
      },
      bypass: (reason) => counts.bypasses[reason]++,
      error: (where) => counts.errors[where]++,
    };
  }

  private exposeReads(): void {
    const { counts } = this;
    const expose = (
      name: string,
      help: string,
      label: string,
      valuesOf: (counts: CacheCounts) => Readonly<Record<string, number>>,
    ): void => {
      new Counter({
        name: `acgs_cache_${name}_total`,
        help,
        labelNames: ['class', label],
        registers: [this.registry],
        collect() {
          this.reset();
          for (const [className, one] of counts)
            for (const [value, count] of Object.entries(valuesOf(one)))
              this.inc({ class: className, [label]: value }, count);
        },
      });
    };
    expose('hits', 'Answers that a tier had.', 'tier', ({ hits }) => hits);
    expose('misses', 'Looks into a tier that found nothing to show.', 'tier', ({ misses }) => misses);
    expose('bypasses', 'Reads that went to the source, and why.', 'reason', ({ bypasses }) => bypasses);
    expose('stale', 'Answers shown past their time while a new one is made.', 'tier', ({ stale }) => stale);
    expose(
      'errors',
      'Failures of the shared tier, and of the source in a renewal.',
      'tier',
      ({ errors }) => errors,
    );
  }

  private exposeSize(): void {
    const { local } = this;
    new Gauge({
      name: 'acgs_cache_local_entries',
      help: 'Answers that this process keeps itself.',
      aggregator: 'sum',
      registers: [this.registry],
      collect() {
        this.set(local.size);
      },
    });
    new Gauge({
      name: 'acgs_cache_local_bytes',
      help: 'Bytes that the answers take which this process keeps itself, about.',
      aggregator: 'sum',
      registers: [this.registry],
      collect() {
        this.set(local.bytes);
      },
    });
  }
}

const noCounts = (): CacheCounts => ({
  hits: zeros(TIERS),
  misses: zeros(TIERS),
  stale: zeros(TIERS),
  bypasses: zeros(REASONS),
  errors: zeros(ERROR_PLACES),
});

const zeros = <Name extends string>(names: readonly Name[]): Record<Name, number> =>
  Object.fromEntries(names.map((name) => [name, 0])) as Record<Name, number>;
