import { Injectable } from '@nestjs/common';
import { Gauge, Registry } from 'prom-client';
import { ConstitutionRepository } from './constitution.repository.js';

/** Read from the database at each scrape, so that every process of the service tells the same. */
@Injectable()
export class ConstitutionMetrics {
  constructor(registry: Registry, constitutions: ConstitutionRepository) {
    new Gauge({
      name: 'acgs_constitution_version',
      help: 'Number of the constitution version in force; 0 without one, NaN when the database does not tell.',
      registers: [registry],
      aggregator: 'max',
      async collect() {
        const version = await constitutions.inForce().then(
          (summary) => summary?.version ?? 0,
          () => Number.NaN,
        );
        this.set(version);
      },
    });
  }
}
