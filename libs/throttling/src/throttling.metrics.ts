import { Injectable } from '@nestjs/common';
import { Counter, Gauge, Registry } from 'prom-client';
import type { ThrottledClass } from './throttled-class.js';

/** `acgs_throttling_*`, read when somebody asks, so that a request costs no more than a sum. */
@Injectable()
export class ThrottlingMetrics {
  constructor(private readonly registry: Registry) {}

  watch(classes: readonly ThrottledClass[], isShared: () => boolean): void {
    this.requests(classes);
    this.callers(classes);
    new Gauge({
      name: 'acgs_throttling_shared',
      help: '1 while the processes count together in Redis, 0 while each counts alone.',
      aggregator: 'min',
      registers: [this.registry],
      collect() {
        this.set(isShared() ? 1 : 0);
      },
    });
  }

  private requests(classes: readonly ThrottledClass[]): void {
    new Counter({
      name: 'acgs_throttling_requests_total',
      help: 'Requests by class and outcome, admitted or refused; of unverified those whose token was verified, in vain or not.',
      labelNames: ['class', 'outcome'],
      registers: [this.registry],
      collect() {
        this.reset();
        for (const { policy, admitted, refused } of classes) {
          this.inc({ class: policy.name, outcome: 'admitted' }, admitted);
          this.inc({ class: policy.name, outcome: 'refused' }, refused);
        }
      },
    });
    new Counter({
      name: 'acgs_throttling_crowded_total',
      help: 'Requests whose callers found no place of their own and share one limit, by class.',
      labelNames: ['class'],
      registers: [this.registry],
      collect() {
        this.reset();
        for (const { policy, tallies } of classes) this.inc({ class: policy.name }, tallies.crowded);
      },
    });
  }

  private callers(classes: readonly ThrottledClass[]): void {
    new Gauge({
      name: 'acgs_throttling_callers',
      help: 'Callers that are being counted, by class; 20 000 at most in each process.',
      labelNames: ['class'],
      aggregator: 'sum',
      registers: [this.registry],
      collect() {
        for (const { policy, tallies } of classes) this.set({ class: policy.name }, tallies.size);
      },
    });
  }
}
