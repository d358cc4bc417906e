import { seededRandom } from '../faults/seeded-random.js';

/**
 * Ranks from 0, drawn by Zipf's law with exponent 1: the second is asked for half as often as the first, the third a third
 * as often. The same ones for the same seed. A draw takes O(log n).
 */
export class ZipfRanks {
  private readonly cumulated: Float64Array;
  private readonly random: () => number;

  constructor(
    readonly count: number,
    seed: number,
  ) {
    this.random = seededRandom(seed);
    this.cumulated = new Float64Array(count);
    let sum = 0;
    for (let rank = 0; rank < count; rank++) this.cumulated[rank] = sum += 1 / (rank + 1);
  }

  /** Of the draws that come, the part that is of the first so many ranks. */
  shareOfFirst(ranks: number): number {
    return (this.cumulated[ranks - 1] ?? 0) / (this.cumulated[this.count - 1] ?? 0);
  }

  next(): number {
    const drawn = this.random() * (this.cumulated[this.count - 1] ?? 0);
    let [low, high] = [0, this.count - 1];
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.cumulated[middle] ?? 0) > drawn) high = middle;
      else low = middle + 1;
    }
    return low;
  }
}
