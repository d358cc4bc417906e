import { Injectable } from '@nestjs/common';
import { Counter, Gauge, Registry } from 'prom-client';

interface Watched {
  readonly isUsable: () => boolean;
  readonly connections: () => number;
}

@Injectable()
export class RedisMetrics {
  readonly failures: Counter<'reason'>;

  constructor(private readonly registry: Registry) {
    this.failures = new Counter({
      name: 'acgs_redis_failures_total',
      help: 'What ended the use of Redis: timeout (50 ms), connection, or a refusing reply.',
      labelNames: ['reason'],
      registers: [registry],
    });
  }

  watch({ isUsable, connections }: Watched): void {
    new Gauge({
      name: 'acgs_redis_usable',
      help: '1 while Redis is in use, 0 while it is down or off.',
      aggregator: 'min',
      registers: [this.registry],
      collect() {
        this.set(isUsable() ? 1 : 0);
      },
    });
    new Gauge({
      name: 'acgs_redis_connections',
      help: 'Open connections of this process to Redis; 2 at most.',
      aggregator: 'sum',
      registers: [this.registry],
      collect() {
        this.set(connections());
      },
    });
  }
}
