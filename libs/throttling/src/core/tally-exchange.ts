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
 * `run` is to be called every so often; a caller that uses up its limit fast has it called at once. One exchange is under
 * way at a time, so that many callers make it larger and not more frequent.
 *
 * While the tallies cannot be shared, each process counts alone, and nothing is kept to be told later.
 */
export class TallyExchange {
  private untold = new Set<Tally>();
  private underWay: Promise<void> | null = null;
  private dueAgain = false;

  constructor(
    private readonly shared: SharedTallies,
    private readonly clock: () => number,
  ) {}

  /** Resolves when nothing is under way. */
  async settled(): Promise<void> {
    while (this.underWay !== null) await this.underWay;
  }

  /** To be called after each change of a tally. */
  changed(tally: Tally): void {
    if (!this.shared.isUsable) {
      tally.tell();
      return;
    }
    this.untold.add(tally);
    if (tally.untold >= tally.policy.untoldMax) this.run();
  }

  run(): void {
    if (this.untold.size === 0) return;
    this.dueAgain = this.underWay !== null;
    this.underWay ??= this.exchangeAll().finally(() => {
      this.underWay = null;
      if (this.dueAgain) this.run();
    });
  }

  private async exchangeAll(): Promise<void> {
    const tallies = [...this.untold];
    this.untold = new Set();
    for (let first = 0; first < tallies.length; first += BATCH_MAX) {
      await this.exchange(tallies.slice(first, first + BATCH_MAX));
    }
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
    const heard = await this.shared.exchange(told).catch(() => []);
    for (const [index, untilWhole] of heard.entries()) tallies[index]?.hear(untilWhole, sent);
  }
}
