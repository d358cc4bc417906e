import { Injectable } from '@nestjs/common';
import { Gauge, Registry } from 'prom-client';
import { referenceOf } from './freeze-view.js';
import { FreezesRepository } from './freezes.repository.js';

const COVERED = ['subject', 'action', 'everything'] as const;

/** Read from the database at each scrape, so that every process of the service tells the same. */
@Injectable()
export class FreezesMetrics {
  constructor(registry: Registry, freezes: FreezesRepository) {
    new Gauge({
      name: 'acgs_freezes_in_force',
      help: 'Freezes of all tenants in force, by what they cover; NaN when the database does not tell.',
      labelNames: ['covers'],
      registers: [registry],
      aggregator: 'max',
      async collect() {
        const inForce = await freezes.inForce(new Date()).then(
          (all) => all.map((freeze) => referenceOf(freeze).covers),
          () => null,
        );
        for (const covers of COVERED)
          this.set({ covers }, inForce?.filter((one) => one === covers).length ?? Number.NaN);
      },
    });
  }
}
