import type { Keyv } from 'keyv';
import { setTimeout as pause } from 'node:timers/promises';
import type { CacheEntry, Stamp } from './cache-entry.js';
import type { CacheFigures, TierName } from './cache-figures.js';
import type { KnownEpochs } from './known-epochs.js';
import { NextFlights } from './next-flights.js';
import type { Lease, SharedTier } from './shared-tier.js';

/** Lives are shortened by up to this share, so that what was made together does not end together. */
const JITTER = 0.1;
const LOOK_EVERY_MILLISECONDS = 10;
/** For when it can't be told whether another process has one. */
const NO_LEASE: Lease = { release: () => Promise.resolve() };

export interface Lifetime {
  readonly ttlMilliseconds: number;
  /** For so much longer it is shown while a new one is made. */
  readonly staleMilliseconds: number;
}

/** What the source said; without a lifetime it is for those who asked together alone. Null when it is the caller's own. */
export type Filled = (Pick<CacheEntry, 'text' | 'headers'> & { readonly lifetime: Lifetime | null }) | null;

export interface CacheRead {
  readonly key: string;
  readonly slots: readonly number[];
  readonly figures: CacheFigures;
  /** The caller wants no kept answer, but the source's. */
  readonly mustBeNew: boolean;
  fill(): Promise<Filled>;
  /** Runs what is not needed for the answer, once that has left. */
  later(work: () => void): void;
}

export interface TieredCacheOptions {
  readonly random: () => number;
  /** How long another process is waited for that asks the source already. */
  readonly patienceMilliseconds: number;
}

interface Flight {
  readonly stamp: Stamp;
  readonly entry: Promise<CacheEntry | null>;
}

/**
 * Local tier first, then the shared one, then the source, which for each key is asked by one caller at a time. An entry is
 * made, kept and shown only under the epochs that were known before its source was asked.
 */
export class TieredCache {
  private readonly flights = new Map<string, Flight>();
  private readonly unconfirmed = new NextFlights<CacheEntry | null>();

  constructor(
    private readonly local: Keyv<CacheEntry>,
    private readonly shared: SharedTier,
    private readonly epochs: KnownEpochs,
    private readonly options: TieredCacheOptions = { random: Math.random, patienceMilliseconds: 100 },
  ) {}

  /** Null when the source has told the caller something that is nobody else's, or told it another one. */
  async read(asked: CacheRead): Promise<CacheEntry | null> {
    const stamp = this.epochs.stampOf(asked.slots, performance.now());
    if (stamp === null) {
      asked.figures.bypass('unconfirmed');
      return this.unconfirmed.join(asked.key, async () => shownOnce(await asked.fill()));
    }
    if (asked.mustBeNew) {
      asked.figures.bypass('no-cache');
      return this.fill(asked, stamp);
    }
    return (await this.fromLocal(asked, stamp)) ?? this.joined(asked, stamp);
  }

  private async fromLocal(asked: CacheRead, stamp: Stamp): Promise<CacheEntry | null> {
    const began = performance.now();
    const entry = await this.local.get(asked.key);
    return this.shown(asked, stamp, { entry, tier: 'local', began });
  }

  private async fromShared(asked: CacheRead, stamp: Stamp): Promise<CacheEntry | null> {
    if (!this.shared.isUsable) return null;
    const began = performance.now();
    const entry = (await this.unlessItFails(asked, null, this.shared.get(asked.key))) ?? undefined;
    const shown = this.shown(asked, stamp, { entry, tier: 'shared', began });
    if (shown !== null) await this.local.set(asked.key, shown, shown.expiresAt - Date.now());
    return shown;
  }

  /** The entry when it may be shown; past its time it is renewed once the answer has left. */
  private shown(
    asked: CacheRead,
    stamp: Stamp,
    found: { entry: CacheEntry | undefined; tier: TierName; began: number },
  ): CacheEntry | null {
    const { entry, tier, began } = found;
    const { figures } = asked;
    const now = Date.now();
    if (entry === undefined || entry.expiresAt <= now || !this.isValid(asked, entry.stamp, stamp)) {
      figures.miss(tier, performance.now() - began);
      return null;
    }
    if (entry.freshUntil > now) figures.hit(tier, performance.now() - began);
    else {
      figures.stale(tier, performance.now() - began);
      asked.later(() => {
        this.renew(asked);
      });
    }
    return entry;
  }

  private renew(asked: CacheRead): void {
    const stamp = this.epochs.stampOf(asked.slots, performance.now());
    if (stamp === null || this.flights.has(asked.key)) return;
    this.fly(asked.key, stamp, () => this.fill(asked, stamp)).catch(() => {
      asked.figures.error('source');
    });
  }

  /** Nobody joins a flight that began under other epochs: it may bring what is outdated. */
  private joined(asked: CacheRead, stamp: Stamp): Promise<CacheEntry | null> {
    const flight = this.flights.get(asked.key);
    if (flight !== undefined && this.isValid(asked, flight.stamp, stamp)) return flight.entry;
    return this.fly(asked.key, stamp, () => this.bring(asked, stamp));
  }

  private fly(
    key: string,
    stamp: Stamp,
    bring: () => Promise<CacheEntry | null>,
  ): Promise<CacheEntry | null> {
    const flight: Flight = {
      stamp,
      entry: bring().finally(() => {
        if (this.flights.get(key) === flight) this.flights.delete(key);
      }),
    };
    this.flights.set(key, flight);
    return flight.entry;
  }

  private async bring(asked: CacheRead, stamp: Stamp): Promise<CacheEntry | null> {
    const { key } = asked;
    const entry = await this.fromShared(asked, stamp);
    if (entry !== null) return entry;
    if (!this.shared.isUsable) return this.fill(asked, stamp);
    const lease = await this.unlessItFails(asked, NO_LEASE, this.shared.lease(key));
    if (lease === null) return (await this.fromOtherProcess(asked, stamp)) ?? this.fill(asked, stamp);
    try {
      return await this.fill(asked, stamp);
    } finally {
      void lease.release();
    }
  }

  private unlessItFails<Result>(
    { figures }: CacheRead,
    instead: Result,
    work: Promise<Result>,
  ): Promise<Result> {
    return work.catch(() => {
      figures.error('shared');
      return instead;
    });
  }

  /** When in doubt, the source is asked once more. */
  private async fromOtherProcess(asked: CacheRead, stamp: Stamp): Promise<CacheEntry | null> {
    const end = performance.now() + this.options.patienceMilliseconds;
    while (this.shared.isUsable && performance.now() < end) {
      await pause(LOOK_EVERY_MILLISECONDS);
      const entry = await this.unlessItFails(asked, null, this.shared.get(asked.key));
      if (entry !== null && entry.expiresAt > Date.now() && this.isValid(asked, entry.stamp, stamp)) {
        await this.local.set(asked.key, entry, entry.expiresAt - Date.now());
        return entry;
      }
    }
    return null;
  }

  private async fill(asked: CacheRead, stamp: Stamp): Promise<CacheEntry | null> {
    const filled = await asked.fill();
    if (filled === null) return null;
    const { text, headers, lifetime } = filled;
    if (lifetime === null) return shownOnce(filled);
    const freshUntil =
      Date.now() + Math.ceil(lifetime.ttlMilliseconds * (1 - JITTER * this.options.random()));
    const expiresAt = freshUntil + lifetime.staleMilliseconds;
    const entry: CacheEntry = { stamp, freshUntil, expiresAt, text, headers };
    const now = this.epochs.stampOf(asked.slots, performance.now());
    if (now === null || !this.isValid(asked, stamp, now)) return entry;
    await this.local.set(asked.key, entry, expiresAt - Date.now());
    if (this.shared.isUsable) void this.unlessItFails(asked, undefined, this.shared.set(asked.key, entry));
    return entry;
  }

  private isValid({ key }: CacheRead, stamp: Stamp, current: Stamp): boolean {
    return this.epochs.isValid(key, stamp, current);
  }
}

/** For those who wait for it, and nobody after them. */
function shownOnce(filled: Filled): CacheEntry | null {
  if (filled === null) return null;
  return { stamp: [], freshUntil: 0, expiresAt: 0, text: filled.text, headers: filled.headers };
}
