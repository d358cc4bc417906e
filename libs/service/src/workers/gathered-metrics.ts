import { type Figures, JoinedMetrics } from '@acgs/observability';
import { setTimeout as pause } from 'node:timers/promises';
import { registerWorkerMetrics } from './worker-metrics.js';
import type { WorkerPool } from './worker-pool.js';
import type { WorkerProcess } from './worker-process.js';

/** A worker that is busy for longer stands in the sums with what it told before. */
const ANSWER_MAX_MILLISECONDS = 1000;

/** Asks all workers for their figures, and joins them. */
export class GatheredMetrics {
  private readonly joined: JoinedMetrics;
  private readonly missing = new Set<WorkerProcess>();
  private complete: () => void = () => undefined;
  private gathering: Promise<string> | null = null;

  constructor(
    service: string,
    /** As the workers do: see `MetricsModule`. */
    withExemplars: boolean,
    private readonly pool: () => WorkerPool,
  ) {
    this.joined = new JoinedMetrics(service, withExemplars);
    registerWorkerMetrics(this.joined.registry, pool);
  }

  /** Those who ask at the same time get the same. */
  text(): Promise<string> {
    this.gathering ??= this.gather().finally(() => {
      this.gathering = null;
    });
    return this.gathering;
  }

  take(worker: WorkerProcess, figures: Figures): void {
    this.joined.take(worker.id, figures);
    this.noLongerMissing(worker);
  }

  forget(worker: WorkerProcess): void {
    this.joined.forget(worker.id);
    this.noLongerMissing(worker);
  }

  private async gather(): Promise<string> {
    const complete = new Promise<void>((resolve) => (this.complete = resolve));
    for (const worker of this.pool().all) {
      if (!worker.serves) continue;
      this.missing.add(worker);
      worker.askForFigures();
    }
    const timeout = new AbortController();
    const late = pause(ANSWER_MAX_MILLISECONDS, undefined, { signal: timeout.signal }).catch(() => undefined);
    if (this.missing.size > 0) await Promise.race([complete, late]);
    timeout.abort();
    this.missing.clear();
    return this.joined.text();
  }

  private noLongerMissing(worker: WorkerProcess): void {
    this.missing.delete(worker);
    if (this.missing.size === 0) this.complete();
  }
}
