import { Inject, Injectable } from '@nestjs/common';
import { setTimeout as pause } from 'node:timers/promises';
import { Gauge, Registry } from 'prom-client';
import { ApprovalsRepository } from './approvals.repository.js';
import type { AwaitedApproval } from './escalated-decision.js';

const LOOK_AGAIN_MILLISECONDS = 100;
/** In one process; who comes beyond them is answered as when the time is over. */
const WAITING_MAX = 1000;

interface Wait extends AwaitedApproval {
  /** As of `performance.now`. */
  readonly end: number;
  readonly gone: AbortSignal;
  resolve(): void;
  reject(error: unknown): void;
}

/** Those who wait for an answer: one look at the database is for all of them. */
@Injectable()
export class ApprovalWaits {
  private readonly waits = new Set<Wait>();
  private isLooking = false;

  constructor(
    @Inject(ApprovalsRepository) private readonly repository: Pick<ApprovalsRepository, 'answered'>,
    registry: Registry,
  ) {
    const waiting = new Gauge({
      name: 'acgs_approvals_waiting',
      help: 'Requests that wait for somebody to answer an escalated decision.',
      aggregator: 'sum',
      registers: [registry],
      collect: () => {
        waiting.set(this.waits.size);
      },
    });
  }

  /** Resolves with the answer, when the time is over, soon when the caller has gone, and at once when too many wait. */
  answer(awaited: AwaitedApproval, milliseconds: number, gone: AbortSignal): Promise<void> {
    if (milliseconds <= 0 || this.waits.size >= WAITING_MAX) return Promise.resolve();
    return new Promise((resolve, reject) => {
      this.waits.add({ ...awaited, end: performance.now() + milliseconds, gone, resolve, reject });
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
      wait.resolve();
    }
  }

  private async lookOnce(waits: readonly Wait[]): Promise<void> {
    if (waits.length === 0) return;
    try {
      for (const place of await this.repository.answered(waits)) {
        const wait = waits[place];
        if (wait === undefined) continue;
        this.waits.delete(wait);
        wait.resolve();
      }
    } catch (error) {
      for (const wait of waits) {
        this.waits.delete(wait);
        wait.reject(error);
      }
    }
  }
}
