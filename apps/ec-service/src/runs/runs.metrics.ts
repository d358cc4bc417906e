import { EvolutionRunStatusSchema } from '@acgs/contracts';
import { Injectable } from '@nestjs/common';
import { Gauge, Registry } from 'prom-client';
import { RunsRepository } from './runs.repository.js';

/** Read from the database at each scrape, so that every process of the service tells the same. */
@Injectable()
export class RunsMetrics {
  constructor(registry: Registry, runs: RunsRepository) {
    new Gauge({
      name: 'acgs_evolution_runs',
      help: 'Evolution runs of all tenants, by status; NaN when the database does not tell.',
      labelNames: ['status'],
      registers: [registry],
      aggregator: 'max',
      async collect() {
        const counts = await runs.countByStatus().catch(() => null);
        for (const status of EvolutionRunStatusSchema.options)
          this.set({ status }, counts === null ? Number.NaN : (counts.get(status) ?? 0));
      },
    });
  }
}
