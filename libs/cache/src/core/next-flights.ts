interface Flight<Result> {
  /** Never rejects. */
  readonly ended: Promise<void>;
  /** Shared by all who came since this one began. */
  next: Promise<Result> | null;
}

/**
 * One computation at a time for each key, without any knowledge of how old an answer may be: who comes while one is under
 * way shares the next, for the one under way may have looked before what the caller knows of. Keeps no result.
 */
export class NextFlights<Result> {
  private readonly underWay = new Map<string, Flight<Result>>();

  /** What a computation brings, or throws, that began after this call. */
  join(key: string, compute: () => Promise<Result>): Promise<Result> {
    const flight = this.underWay.get(key);
    if (flight === undefined) return this.begin(key, compute);
    flight.next ??= flight.ended.then(() => this.begin(key, compute));
    return flight.next;
  }

  private begin(key: string, compute: () => Promise<Result>): Promise<Result> {
    const result = compute();
    const flight: Flight<Result> = { ended: result.then(ignored, ignored), next: null };
    this.underWay.set(key, flight);
    void flight.ended.then(() => {
      if (flight.next === null) this.underWay.delete(key);
    });
    return result;
  }
}

const ignored = (): void => undefined;
