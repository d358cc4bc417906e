import { Inject, Injectable } from '@nestjs/common';
import { setTimeout as pause } from 'node:timers/promises';
import { Gauge, Registry } from 'prom-client';
import { LogRepository } from './log.repository.js';

const LOOK_AGAIN_MILLISECONDS = 40;
/** In one process; who comes beyond them is answered as when the time is over. */
const WAITING_MAX = 1000;

export interface AwaitedEntry {
  readonly tenant: string;
  readonly entryId: string;
}

interface Wait extends AwaitedEntry {
  /** As of `performance.now`. */
  readonly end: number;
  readonly gone: AbortSignal;
  resolve(isThere: boolean): void;
  reject(error: unknown): void;
}

/** Those who wait for entries that are not in their trees yet: one look at the database is for all of them. */
@Injectable()
export class EntryWaits {
  private readonly waits = new Set<Wait>();
  private isLooking = false;

  constructor(
    @Inject(LogRepository) private readonly repository: Pick<LogRepository, 'present'>,
    registry: Registry,
  ) {
    const waiting = new Gauge({
      name: 'acgs_log_waiting',
      help: 'Requests that wait for an entry to come into the log.',
      aggregator: 'sum',
      registers: [registry],
      collect: () => {
        waiting.set(this.waits.size);
      },
    });
  }

  /** Whether the entry comes in time. False at once when too many wait already, and soon when the caller has gone. */
  comes(entry: AwaitedEntry, milliseconds: number, gone: AbortSignal): Promise<boolean> {
    if (milliseconds <= 0 || this.waits.size >= WAITING_MAX) return Promise.resolve(false);
    return new Promise((resolve, reject) => {
      this.waits.add({ ...entry, end: performance.now() + milliseconds, gone, resolve, reject });
      if (!this.isLooking) void this.look();
    });
  }

  private async look(): Promise<void> {
    this.isLooking = true;
    while (this.waits.size > 0) {
      await pause(LOOK_AGAIN_MILLISECONDS);
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

  private async lookOnce(waits: readonly Wait[]): Promise<void> {
    if (waits.length === 0) return;
    try {
      for (const place of await this.repository.present(waits)) {
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
