import type { Policy } from './policy.js';
import { Tally } from './tally.js';

/** Old tallies looked at for each new one: more than one, so that they go faster than they come. */
const SWEPT_FOR_A_NEW_ONE = 2;
const SWEPT_WHEN_FULL = 64;

/**
 * The tallies of one policy by key, of which only so many are kept. One that is whole again is as good as none and makes
 * room; one in use is never forgotten, for that would give its caller the limit anew. When all places are taken by such,
 * keys that come new share one tally: made-up addresses can fill the memory no further, and get no more for it.
 *
 * O(1) for each request.
 */
export class Tallies {
  private readonly byKey = new Map<string, Tally>();
  private readonly ofTheCrowd: Tally;
  private swept: Iterator<[string, Tally], undefined>;
  private crowdedRequests = 0;

  constructor(
    private readonly policy: Policy,
    private readonly capacity: number,
  ) {
    this.ofTheCrowd = new Tally('*', policy);
    this.swept = this.byKey.entries();
  }

  get size(): number {
    return this.byKey.size;
  }

  /** How many requests found no place of their own. */
  get crowded(): number {
    return this.crowdedRequests;
  }

  of(key: string, now: number): Tally {
    return this.byKey.get(key) ?? this.open(key, now);
  }

  private open(key: string, now: number): Tally {
    this.sweep(this.byKey.size < this.capacity ? SWEPT_FOR_A_NEW_ONE : SWEPT_WHEN_FULL, now);
    if (this.byKey.size >= this.capacity) {
      this.crowdedRequests++;
      return this.ofTheCrowd;
    }
    const tally = new Tally(key, this.policy);
    this.byKey.set(key, tally);
    return tally;
  }

  /** Goes on where it stopped last time, round and round. */
  private sweep(count: number, now: number): void {
    for (let looked = 0; looked < count; looked++) {
      const { value: entry } = this.swept.next();
      if (entry === undefined) {
        this.swept = this.byKey.entries();
        return;
      }
      const [key, tally] = entry;
      if (tally.isWhole(now)) this.byKey.delete(key);
    }
  }
}
