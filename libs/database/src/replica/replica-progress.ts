/** Beyond which the oldest are given up: a replica that far behind is told by the next one that it reaches. */
const MARKS_MAX = 600;

/** Where the log of the primary ended at a moment, by this process's own clock. */
export interface Mark {
  readonly position: bigint;
  /** As `performance.now()`. */
  readonly at: number;
}

/** A position in the write-ahead log as PostgreSQL writes it, such as 16/B374D848. */
export function positionOf(text: string): bigint {
  const [high, low] = text.split('/');
  return (BigInt(`0x${high ?? ''}`) << 32n) | BigInt(`0x${low ?? ''}`);
}

/** The inverse of `positionOf`. */
export const positionText = (position: bigint): string =>
  `${(position >> 32n).toString(16)}/${(position & 0xffff_ffffn).toString(16)}`.toUpperCase();

/**
 * Until when a replica is complete: the newest moment at which the primary's log ended no later than the replica has
 * replayed it by now. No clock of a server is read, and a primary on which nothing happens makes no replica late.
 */
export class ReplicaProgress {
  private waiting: Mark[] = [];
  private reached: Mark | null = null;
  private replayed = 0n;

  /** Where the primary was, in the order of the moments. False when the replica was further already: it is not of that history. */
  mark(mark: Mark): boolean {
    if (this.replayed > mark.position) return false;
    this.waiting.push(mark);
    if (this.waiting.length > MARKS_MAX) this.waiting.shift();
    return true;
  }

  /** How far the replica is now. One that went back, as after a crash, has to catch up first. */
  replayedTo(position: bigint): void {
    if (position < this.replayed) this.reached = null;
    this.replayed = position;
    this.reached = this.waiting.findLast((mark) => mark.position <= position) ?? this.reached;
    this.waiting = this.waiting.filter((mark) => mark.position > position);
  }

  /** All that was committed up to then is there; null before the first moment. */
  get completeTo(): Mark | null {
    return this.reached;
  }

  /** Nothing is known any more. */
  forget(): void {
    this.waiting = [];
    this.reached = null;
    this.replayed = 0n;
  }
}
