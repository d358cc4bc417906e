import { setTimeout as pause } from 'node:timers/promises';
import { Gauge, type Registry } from 'prom-client';

/** In one process; who comes beyond them is answered as when the time is over. */
const WAITING_MAX = 1000;

export interface AwaitedRowsOptions<Key> {
  readonly lookAgainMilliseconds: number;
  /** The places of those whose row is there. */
  readonly look: (keys: readonly Key[]) => Promise<readonly number[]>;
  /** Shows how many wait. */
  readonly gauge: { readonly name: string; readonly help: string };
}

interface Wait<Key> {
  readonly key: Key;
  /** As of `performance.now`. */
  readonly end: number;
  readonly gone: AbortSignal;
  resolve(isThere: boolean): void;
  reject(error: unknown): void;
}

/** Those who wait for rows that others write: one look at the database is for all of them. */
export class AwaitedRows<Key> {
  private readonly waits = new Set<Wait<Key>>();
  private isLooking = false;

  constructor(
    private readonly options: AwaitedRowsOptions<Key>,
    registry: Registry,
  ) {
    const waiting = new Gauge({
      ...options.gauge,
      aggregator: 'sum',
      registers: [registry],
      collect: () => {
        waiting.set(this.waits.size);
      },
    });
  }

  /** Whether it comes in time. False at once when too many wait already, and soon when the caller has gone. */
  comes(key: Key, milliseconds: number, gone: AbortSignal): Promise<boolean> {
    if (milliseconds <= 0 || this.waits.size >= WAITING_MAX) return Promise.resolve(false);
    return new Promise((resolve, reject) => {
      this.waits.add({ key, end: performance.now() + milliseconds, gone, resolve, reject });
      if (!this.isLooking) void this.look();
    });
  }

  private async look(): Promise<void> {
    this.isLooking = true;
    while (this.waits.size > 0) {
      await pause(this.options.lookAgainMilliseconds);
      this.endThoseInVain();
      await this.lookOnce([...this.waits]);
    }
    this.isLooking = false;
  }

  private endThoseInVain(): void {
    const now = performance.now();
    for (const wait of this.waits) {
      if (!wait.gone.aborted && now < wait.end) continue;
      this.waits.delete(wait);
      wait.resolve(false);
    }
  }

  private async lookOnce(waits: readonly Wait<Key>[]): Promise<void> {
    if (waits.length === 0) return;
    try {
      for (const place of await this.options.look(waits.map(({ key }) => key))) {
        const wait = waits[place];
        if (wait === undefined) continue;
        this.waits.delete(wait);
        wait.resolve(true);
      }
    } catch (error) {
      for (const wait of waits) {
        this.waits.delete(wait);
        wait.reject(error);
      }
    }
  }
}
