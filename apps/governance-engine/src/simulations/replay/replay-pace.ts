import { setTimeout as pause } from 'node:timers/promises';

const PAGE = 1000;
/** A small part of the time that a decision takes: one that arrives meanwhile waits for no more than this. */
const PAGE_BESIDE_DECISIONS = 50;
/** Of this, a replay beside decisions uses the time of one page. */
const SHARE = 1 / 12;
const [LEAST_PAUSE, MOST_PAUSE] = [20, 500];
/** Decisions that come now and then count as none: each page looks again. */
const QUIET_MILLISECONDS = 200;

/**
 * How fast a replay goes: as fast as it can while nobody asks this process for decisions, and in small steps with long
 * pauses while somebody does. Its thread has the lowest priority, but the database that serves it knows none.
 */
export class ReplayPace {
  private readonly live: Uint32Array;
  private seen: number;
  private busyUntil = -Infinity;
  private startedAt: number | null = null;

  /** @param memory that of `LiveDecisions` */
  constructor(
    memory: SharedArrayBuffer,
    private readonly clock: () => number = () => performance.now(),
    private readonly wait: (milliseconds: number) => Promise<unknown> = pause,
  ) {
    this.live = new Uint32Array(memory);
    this.seen = Atomics.load(this.live, 0);
  }

  /** Resolves, when the next page may be read, to how many cases it has. */
  async nextPage(): Promise<number> {
    const isBusy = this.isBusy();
    if (isBusy) await this.wait(this.pauseAfter(this.clock() - (this.startedAt ?? this.clock())));
    this.startedAt = this.clock();
    return isBusy ? PAGE_BESIDE_DECISIONS : PAGE;
  }

  private isBusy(): boolean {
    const count = Atomics.load(this.live, 0);
    if (count !== this.seen) this.busyUntil = this.clock() + QUIET_MILLISECONDS;
    this.seen = count;
    return this.clock() < this.busyUntil;
  }

  private pauseAfter(milliseconds: number): number {
    return Math.min(Math.max(milliseconds * (1 / SHARE - 1), LEAST_PAUSE), MOST_PAUSE);
  }
}
