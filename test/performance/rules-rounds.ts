/** Does the thing to be timed for the n-th time, and says whether it came out as it should. */
export type Timed = (n: number) => boolean;

/** In microseconds. `mean` is the median over the rounds of a round's mean; `p99` comes from calls timed one by one. */
export interface Timing {
  readonly mean: number;
  readonly p99: number;
}

const BLOCK_MS = 1;
const WARM_UP_MS = 400;
const SINGLES_MAX = 1000;

/**
 * Times the cases by turns in one process life, the first of a round changing from round to round.
 *
 * @throws Error when a case comes out wrong: what it costs would then mean nothing.
 */
export function timeInRounds<Name extends string>(
  cases: Record<Name, Timed>,
  rounds: number,
  progress: (text: string) => void,
): Record<Name, Timing> {
  const stopwatches = Object.entries<Timed>(cases).map(([name, timed]) => new Stopwatch(name, timed));
  for (let round = 0; round < rounds; round++) {
    if (round % 100 === 0) progress(`round ${round + 1} of ${rounds}`);
    const first = round % stopwatches.length;
    const order = [...stopwatches.slice(first), ...stopwatches.slice(0, first)];
    for (const stopwatch of order) stopwatch.timeBlock();
    for (const stopwatch of order) stopwatch.timeSingles();
  }
  const timings = stopwatches.map((stopwatch) => [stopwatch.name, stopwatch.timing()] as const);
  return Object.fromEntries(timings) as Record<Name, Timing>;
}

class Stopwatch {
  private n = 0;
  private readonly blockSize: number;
  private readonly blockMeans: number[] = [];
  private readonly singles: number[] = [];

  constructor(
    readonly name: string,
    private readonly timed: Timed,
  ) {
    const start = performance.now();
    while (performance.now() - start < WARM_UP_MS) this.run(100);
    this.blockSize = Math.ceil((this.n * BLOCK_MS) / WARM_UP_MS);
  }

  timeBlock(): void {
    this.leadIn();
    const start = performance.now();
    this.run(this.blockSize);
    this.blockMeans.push(((performance.now() - start) * 1000) / this.blockSize);
  }

  timeSingles(): void {
    this.leadIn();
    const singles = Math.min(this.blockSize, SINGLES_MAX);
    for (let i = 0; i < singles; i++) {
      const start = performance.now();
      this.run(1);
      this.singles.push((performance.now() - start) * 1000);
    }
  }

  timing(): Timing {
    return { mean: quantile(this.blockMeans, 0.5), p99: quantile(this.singles, 0.99) };
  }

  /** Untimed: brings into the processor's caches what the case before has driven out. */
  private leadIn(): void {
    this.run(Math.ceil(this.blockSize / 2));
  }

  private run(times: number): void {
    let right = 0;
    for (let i = 0; i < times; i++) if (this.timed(this.n++)) right++;
    if (right !== times) throw new Error(`${this.name}: ${times - right} of ${times} came out wrong`);
  }
}

function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}
