import type { Stamp } from './cache-entry.js';
import { matchesPattern } from './key-pattern.js';

export interface PatternEpoch {
  readonly epoch: number;
  readonly pattern: string;
}

export interface EpochReading {
  readonly epochs: readonly number[];
  readonly patterns: readonly PatternEpoch[];
}

/**
 * What one process knows of invalidations: an epoch for each slot of tags, and the patterns that were invalidated last. An
 * entry is shown only while it bears the epochs that are known, and nothing is shown while they are not confirmed.
 *
 * All times are those of `performance.now()`.
 */
export class KnownEpochs {
  private epochs: number[] = [];
  /** Another array when they are others. */
  private patterns: readonly PatternEpoch[] = [];
  /** By which patterns what bears a stamp was last found to be spared, and under which key. */
  private readonly spared = new WeakMap<Stamp, { key: string; patterns: readonly PatternEpoch[] }>();
  /** When this process itself changed a slot: an older reading does not undo it. */
  private readonly changedAt: number[] = [];
  /** When it was told that a slot has changed; until a later reading nothing of that slot is shown. */
  private readonly doubtedAt: number[] = [];
  private allDoubtedAt = Number.NEGATIVE_INFINITY;
  private patternsChangedAt = Number.NEGATIVE_INFINITY;
  private readAt = Number.NEGATIVE_INFINITY;

  constructor(
    private readonly slots: number,
    private readonly patternsKept: number,
    private readonly boundMilliseconds: number,
  ) {}

  /** `readAt` is from before the reading began. */
  confirm(reading: EpochReading, readAt: number): void {
    this.epochs = reading.epochs.map((epoch, slot) =>
      this.isBefore(readAt, this.changedAt[slot]) ? Math.max(epoch, this.epochs[slot] ?? 0) : epoch,
    );
    const patterns = this.isBefore(readAt, this.patternsChangedAt)
      ? this.lastOf([...reading.patterns, ...this.patterns])
      : reading.patterns;
    if (!areSame(patterns, this.patterns)) this.patterns = patterns;
    this.readAt = readAt;
  }

  /** What this process has changed itself, and seen committed. */
  changeSlot(slot: number, epoch: number, now: number): void {
    this.epochs[slot] = Math.max(epoch, this.epochs[slot] ?? 0);
    this.changedAt[slot] = now;
  }

  changePatterns(added: readonly PatternEpoch[], now: number): void {
    this.patterns = this.lastOf([...this.patterns, ...added]);
    this.patternsChangedAt = now;
  }

  /** Somebody says that slots have changed, or with null that anything may have. Costs hits, never truth. */
  doubt(slots: readonly number[] | null, now: number): void {
    if (slots === null) this.allDoubtedAt = now;
    else for (const slot of slots) if (slot >= 0 && slot < this.slots) this.doubtedAt[slot] = now;
  }

  /** What an entry of these slots has to bear that is made or shown now; null while that can't be told. */
  stampOf(slots: readonly number[], now: number): Stamp | null {
    if (this.epochs.length !== this.slots || now - this.readAt > this.boundMilliseconds) return null;
    if (this.readAt <= this.allDoubtedAt) return null;
    const stamp = [this.patterns.at(-1)?.epoch ?? 0];
    for (const slot of slots) {
      if (this.readAt <= (this.doubtedAt[slot] ?? Number.NEGATIVE_INFINITY)) return null;
      stamp.push(this.epochs[slot] ?? 0);
    }
    return stamp;
  }

  /** Whether what bears `stamp` may be shown under the key now that `current` holds. */
  isValid(key: string, stamp: Stamp, current: Stamp): boolean {
    if (stamp.length !== current.length) return false;
    for (let index = 1; index < stamp.length; index++) if (stamp[index] !== current[index]) return false;
    return stamp[0] === current[0] || this.isSpared(key, stamp);
  }

  /** Milliseconds since invalidations were last known for certain. */
  age(now: number): number {
    return now - this.readAt;
  }

  /** Each epoch is of one pattern. */
  private lastOf(patterns: readonly PatternEpoch[]): readonly PatternEpoch[] {
    const byEpoch = new Map(patterns.map((one) => [one.epoch, one]));
    return [...byEpoch.values()].sort((a, b) => a.epoch - b.epoch).slice(-this.patternsKept);
  }

  /** No later pattern names the key. They are compared once: entries are read more often than patterns are invalidated. */
  private isSpared(key: string, stamp: Stamp): boolean {
    const { patterns } = this;
    const last = this.spared.get(stamp);
    if (last?.patterns === patterns && last.key === key) return true;
    const isSpared = this.isUnnamedSince(stamp[0] ?? 0, key);
    if (isSpared) this.spared.set(stamp, { key, patterns });
    return isSpared;
  }

  private isUnnamedSince(epoch: number, key: string): boolean {
    const [oldest] = this.patterns;
    const someAreForgotten = this.patterns.length >= this.patternsKept;
    if (oldest === undefined || epoch > (this.patterns.at(-1)?.epoch ?? 0)) return false;
    if (someAreForgotten && epoch < oldest.epoch) return false;
    return this.patterns.every((one) => one.epoch <= epoch || !matchesPattern(one.pattern, key));
  }

  /** At the same instant, what was read may be from before the change. */
  private isBefore(readAt: number, changedAt = Number.NEGATIVE_INFINITY): boolean {
    return readAt <= changedAt;
  }
}

const areSame = (some: readonly PatternEpoch[], others: readonly PatternEpoch[]): boolean =>
  some.length === others.length &&
  some.every(
    ({ epoch, pattern }, index) => epoch === others[index]?.epoch && pattern === others[index].pattern,
  );
