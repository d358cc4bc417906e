import { Injectable } from '@nestjs/common';
import { Counter, Histogram, Registry } from 'prom-client';

/** How fast runs come forward in this process. */
@Injectable()
export class SearchFigures {
  private readonly generations: Histogram;
  private readonly evaluations: Counter;

  constructor(registry: Registry) {
    this.generations = new Histogram({
      name: 'acgs_evolution_generation_duration_seconds',
      help: 'Time of a generation, from asking for candidates to having it in the database.',
      buckets: [0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60],
      registers: [registry],
    });
    this.evaluations = new Counter({
      name: 'acgs_evolution_evaluations_total',
      help: 'Candidates that were scored; one that is known already is not scored again.',
      registers: [registry],
    });
  }

  /** @param scored the candidates of the generation that were not known yet */
  generation(milliseconds: number, scored: number): void {
    this.generations.observe(milliseconds / 1000);
    this.evaluations.inc(scored);
  }
}
