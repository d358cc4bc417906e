import { Injectable } from '@nestjs/common';
import { Counter, Registry } from 'prom-client';
import type { DecisionRecord } from './decision-record.js';

/** What came of decisions and why. To be told of those that are durable. */
@Injectable()
export class DecisionCounts {
  private readonly counter: Counter<'outcome' | 'reason'>;
  /** Of labels that have been seen: to look them up costs less than to hash them for each decision. */
  private readonly series = new Map<string, Counter.Internal>();

  constructor(registry: Registry) {
    this.counter = new Counter({
      name: 'acgs_decisions_total',
      help: 'Decisions recorded by this process, by outcome and the code of their first reason.',
      labelNames: ['outcome', 'reason'],
      registers: [registry],
    });
  }

  add(records: readonly Pick<DecisionRecord, 'decision'>[]): void {
    for (const { decision } of records) this.of(decision.outcome, decision.reasons[0]?.code ?? '').inc();
  }

  private of(outcome: string, reason: string): Counter.Internal {
    const key = `${outcome} ${reason}`;
    let series = this.series.get(key);
    if (series === undefined) this.series.set(key, (series = this.counter.labels(outcome, reason)));
    return series;
  }
}
