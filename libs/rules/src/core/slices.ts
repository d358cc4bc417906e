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
