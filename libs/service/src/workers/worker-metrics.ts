import { Counter, Gauge, type Registry } from 'prom-client';

export interface WorkerCounts {
  /** Workers that listen. */
  readonly serving: number;
  readonly replacements: Readonly<{ ended: number; restarted: number }>;
}

/** Figures of the process that starts the workers, which no worker could tell. */
export function registerWorkerMetrics(registry: Registry, counts: () => WorkerCounts): void {
  const registers = [registry];
  new Gauge({
    name: 'acgs_workers',
    help: 'Processes that serve.',
    aggregator: 'sum',
    registers,
    collect() {
      this.set(counts().serving);
    },
  });
  new Counter({
    name: 'acgs_worker_replacements_total',
    help: 'Processes that took the place of another: of one that ended unasked, or in a restart.',
    labelNames: ['reason'],
    registers,
    collect() {
      this.reset();
      const { ended, restarted } = counts().replacements;
      this.inc({ reason: 'ended' }, ended);
      this.inc({ reason: 'restart' }, restarted);
    },
  });
}
