const SHORT_LIFE_MILLISECONDS = 10_000;
const FIRST_MILLISECONDS = 200;
const LONGEST_MILLISECONDS = 30_000;

/** How long to wait before a worker that ended is replaced. */
export class BackOff {
  private shortLives = 0;

  /**
   * Milliseconds: none after a life of 10 s and more; else 200, and twice as many with each short life that follows, 30 s
   * at most.
   */
  afterLifeOf(milliseconds: number): number {
    if (milliseconds >= SHORT_LIFE_MILLISECONDS) {
      this.shortLives = 0;
      return 0;
    }
    return Math.min(LONGEST_MILLISECONDS, FIRST_MILLISECONDS * 2 ** this.shortLives++);
  }
}
