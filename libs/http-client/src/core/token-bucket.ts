/** A rate with a burst. Time comes in as milliseconds of a clock that never goes back. */
export class TokenBucket {
  private tokens: number;
  private filledAt = Number.NEGATIVE_INFINITY;

  constructor(
    private readonly perSecond: number,
    private readonly burst: number,
  ) {
    this.tokens = burst;
  }

  /** Takes a token: 0. Where there is none, nothing is taken and the milliseconds until the next are told. */
  take(now: number): number {
    const earned = ((now - this.filledAt) / 1000) * this.perSecond;
    this.tokens = Math.min(this.burst, this.tokens + Math.max(0, earned));
    this.filledAt = Math.max(this.filledAt, now);
    if (this.tokens < 1) return ((1 - this.tokens) / this.perSecond) * 1000;
    this.tokens -= 1;
    return 0;
  }
}
