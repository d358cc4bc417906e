import {
  type CountedPart,
  type GuardCounts,
  nextSlice,
  type Slice,
  withShorterSlices,
  withSlice,
} from '@acgs/evolution';
import { Injectable, Logger } from '@nestjs/common';
import { EngineClient } from '../engine/engine-client.js';
import { EngineUnavailableError } from '../engine/engine.errors.js';
import type { DueGuard } from './guards.repository.js';

/** So long one look counts what is new, and so long again what was counted before. */
const NEW_MILLISECONDS = 20_000;
const AGAIN_MILLISECONDS = 500;

/** Labels that come later are found by counting again, in this part of the time at most. */
const AGAIN_PART = 1 / 20;

/** Asks the engine for what a guard has not counted yet, slice by slice. */
@Injectable()
export class GuardCounter {
  private readonly log = new Logger(GuardCounter.name);

  constructor(private readonly engine: EngineClient) {}

  /** What could be counted now. @param time from when the version became active up to now, or the end of the guard */
  async count(guard: DueGuard, counts: GuardCounts, time: Slice): Promise<GuardCounts> {
    const isOver = after(NEW_MILLISECONDS);
    const before = guard.basedOn === null ? counts : await this.part('before', guard, counts, time, isOver);
    const live = await this.part('live', guard, before, time, isOver);
    return live.live.until < time.to ? live : this.again(guard, live, time);
  }

  private async again(guard: DueGuard, counts: GuardCounts, time: Slice): Promise<GuardCounts> {
    const now = guard.now.getTime();
    if (counts.restUntil > now) return counts;
    const began = performance.now();
    const counted = await this.part('again', guard, counts, time, after(AGAIN_MILLISECONDS));
    return { ...counted, restUntil: now + Math.ceil((performance.now() - began) / AGAIN_PART) };
  }

  private async part(
    part: CountedPart,
    guard: DueGuard,
    counts: GuardCounts,
    time: Slice,
    isOver: () => boolean,
  ): Promise<GuardCounts> {
    const slice = isOver() ? null : nextSlice(counts, part, time);
    if (slice === null) return counts;
    try {
      const next = await this.withNext(part, guard, counts, slice, time.from);
      return next.recounted === counts.recounted ? await this.part(part, guard, next, time, isOver) : next;
    } catch (error) {
      if (!(error instanceof EngineUnavailableError)) throw error;
      this.log.warn(`what ${guard.policyId} comes to can't be counted now: ${error.message}`);
      return withShorterSlices(counts);
    }
  }

  private async withNext(
    part: CountedPart,
    guard: DueGuard,
    counts: GuardCounts,
    slice: Slice,
    start: number,
  ): Promise<GuardCounts> {
    const { tenant, policyId, policyVersion, basedOn, now } = guard;
    const version = part === 'before' ? (basedOn ?? policyVersion) : policyVersion;
    const period = { from: new Date(slice.from).toISOString(), to: new Date(slice.to).toISOString() };
    const found = await this.engine.outcomes(tenant, policyId, version, period);
    return withSlice(counts, part, slice, found, { start, now: now.getTime() });
  }
}

function after(milliseconds: number): () => boolean {
  const end = performance.now() + milliseconds;
  return () => performance.now() >= end;
}
