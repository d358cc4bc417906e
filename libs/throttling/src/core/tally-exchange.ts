import type { Tally } from './tally.js';

/** What a process has to say of one caller. Times are in milliseconds. */
export interface Told {
  readonly tally: Tally;
  /** Requests since it told last. */
  readonly requests: number;
  /** As far as this process knows. */
  readonly untilWhole: number;
}

/** Where the processes put together what each of them has counted. */
export interface SharedTallies {
  readonly isUsable: boolean;
  /** Adds what is told, and gives for each caller how long it takes until all of the limit is there again. */
  exchange(told: readonly Told[]): Promise<readonly number[]>;
}

/** So few that Redis does nothing else for about a millisecond. */
const BATCH_MAX = 200;

/**
 * Tells the other processes what was counted here, and hears what they counted, behind the requests: none of them waits.
 * `run` is to be called every so often. One batch is under way at a time, so that many callers make more batches of a round,
 * and not more at once. A caller that uses up its limit fast is in the next batch, before all that wait for their turn.
 *
 * While the tallies cannot be shared, each process counts alone, and nothing is kept to be told later.
 */
export class TallyExchange {
  /** To be told before all others. */
  private readonly due = new Set<Tally>();
  /** What is left of the round under way. */
  private round = new Set<Tally>();
  private untold = new Set<Tally>();
  private underWay: Promise<void> | null = null;
  private lastFailed = false;

  constructor(
    private readonly shared: SharedTallies,
    private readonly clock: () => number,
  ) {}

  /** Whether the processes count together: they can, and the last exchange did not fail. */
  get isShared(): boolean {
    return this.shared.isUsable && !this.lastFailed;
  }

  /** Resolves when nothing is under way. */
  async settled(): Promise<void> {
    while (this.underWay !== null) await this.underWay;
  }

  /** To be called after each request, also a refused one: an emptied place has to hear of that caller again. */
  changed(tally: Tally): void {
    if (!this.shared.isUsable) {
      tally.tell();
    } else if (tally.untold < tally.policy.untoldMax) {
      this.untold.add(tally);
    } else {
      this.due.add(tally);
      this.start();
    }
  }

  /** Begins a round, unless one is under way. */
  run(): void {
    if (this.round.size > 0) return;
    this.round = this.untold;
    this.untold = new Set();
    this.start();
  }

  private start(): void {
    this.underWay ??= this.exchangeAll().finally(() => {
      this.underWay = null;
      if (this.due.size + this.round.size > 0) this.start();
    });
  }

  private async exchangeAll(): Promise<void> {
    for (let batch = this.next(); batch.length > 0; batch = this.next()) await this.exchange(batch);
  }

  private next(): Tally[] {
    const batch: Tally[] = [];
    for (const waiting of [this.due, this.round]) {
      for (const tally of waiting) {
        if (batch.length === BATCH_MAX) return batch;
        this.due.delete(tally);
        this.round.delete(tally);
        batch.push(tally);
      }
    }
    return batch;
  }

  /** What is lost with a failed exchange is not told again: it may have arrived, and would count twice. */
  private async exchange(tallies: readonly Tally[]): Promise<void> {
    const sent = this.clock();
    const told = tallies.map((tally) => ({
      tally,
      requests: tally.tell(),
      untilWhole: tally.untilWhole(sent),
    }));
    if (!this.shared.isUsable) return;
    const heard = await this.shared.exchange(told).catch(() => null);
    this.lastFailed = heard === null;
    for (const [index, untilWhole] of heard?.entries() ?? []) tallies[index]?.hear(untilWhole, sent);
  }
}
