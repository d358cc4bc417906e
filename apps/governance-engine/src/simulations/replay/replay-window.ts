const FIRST_MILLISECONDS = 60_000;
const LEAST_MILLISECONDS = 1000;
const MOST_MILLISECONDS = 6 * 60 * 60 * 1000;
const QUICK_MILLISECONDS = 500;
const SLOW_MILLISECONDS = 2000;

/**
 * How much recorded time one statement looks through: where decisions that fit are rare, it would look for hours otherwise and
 * have nothing to go on from when it is broken off. It follows from how long the last statement took.
 */
export class ReplayWindow {
  private length = FIRST_MILLISECONDS;

  /** Of the next statement. */
  end(start: Date, to: Date): Date {
    return new Date(Math.min(start.getTime() + this.length, to.getTime()));
  }

  /** A page that is full says nothing of a longer time. */
  learn(tookMilliseconds: number, isFull: boolean): void {
    if (tookMilliseconds > SLOW_MILLISECONDS) this.length = Math.max(this.length / 2, LEAST_MILLISECONDS);
    else if (!isFull && tookMilliseconds < QUICK_MILLISECONDS)
      this.length = Math.min(this.length * 2, MOST_MILLISECONDS);
  }
}
