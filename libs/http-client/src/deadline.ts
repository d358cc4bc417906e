/** The moment by which an answer is worth something. Handed from call to call, it shrinks with the time they take. */
export class Deadline {
  static readonly NEVER = new Deadline(Number.POSITIVE_INFINITY);

  private constructor(private readonly at: number) {}

  static in(milliseconds: number): Deadline {
    return new Deadline(performance.now() + milliseconds);
  }

  /** Milliseconds; below 0 when it has passed, Infinity when there is none. */
  get left(): number {
    return this.at - performance.now();
  }

  /** The sooner one of this and so many milliseconds from now. */
  within(milliseconds: number): Deadline {
    return new Deadline(Math.min(this.at, performance.now() + milliseconds));
  }
}
