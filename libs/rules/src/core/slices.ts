const SLICE_MILLISECONDS = 10;

/** Long work in slices of 10 ms, between which the event loop goes on. */
export class Slices {
  private end = performance.now() + SLICE_MILLISECONDS;

  isOver(): boolean {
    return performance.now() >= this.end;
  }

  async next(): Promise<void> {
    await new Promise(setImmediate);
    this.end = performance.now() + SLICE_MILLISECONDS;
  }
}

/**
 * What is made of each, in their order, up to the first that is the last. In slices: a thousand costly ones hold nobody up.
 */
export async function resultsInSlices<Item, Result>(
  items: readonly Item[],
  resultOf: (item: Item) => Result,
  isLast: (result: Result) => boolean = () => false,
): Promise<Result[]> {
  const slices = new Slices();
  const results: Result[] = [];
  for (const item of items) {
    const result = resultOf(item);
    results.push(result);
    if (isLast(result)) break;
    if (slices.isOver()) await slices.next();
  }
  return results;
}
