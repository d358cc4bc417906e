/**
 * The fewest items that have to change places to turn the order `before` into `after`, in the order of `after`: those
 * outside a longest run that both orders have in common. Both hold the same items, each once. O(n log n).
 */
export function movedItems(before: readonly string[], after: readonly string[]): string[] {
  const places = new Map(before.map((item, place) => [item, place]));
  const resting = longestRise(after.map((item) => places.get(item) ?? 0));
  return after.filter((_, index) => !resting.has(index));
}

/** Indices of a longest strictly rising subsequence, by patience sorting. */
function longestRise(values: readonly number[]): Set<number> {
  const ends: number[] = [];
  const predecessors = values.map((value, index) => {
    const length = runsBelow(values, ends, value);
    ends[length] = index;
    return ends[length - 1] ?? null;
  });
  const rise = new Set<number>();
  for (let index = ends.at(-1) ?? null; index !== null; index = predecessors[index] ?? null) rise.add(index);
  return rise;
}

/** How many runs end below `value`; `ends[n]` is where the run of length n + 1 with the lowest end stops. */
function runsBelow(values: readonly number[], ends: readonly number[], value: number): number {
  let low = 0;
  let high = ends.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((values[ends[middle] ?? 0] ?? 0) < value) low = middle + 1;
    else high = middle;
  }
  return low;
}
