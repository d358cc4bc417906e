import { Injectable } from '@nestjs/common';
import { Counter, Gauge, Histogram, Registry } from 'prom-client';
import { DataSource } from 'typeorm';
import { type MeasuredPool, poolOf } from './measured-pool.js';

/** Read when they are scraped, but for the waits. */
@Injectable()
export class PoolMetrics {
  constructor(registry: Registry, dataSource: DataSource) {
    const pool = poolOf(dataSource);
    const registers = [registry];
    for (const [name, help, read] of GAUGES) {
      const gauge: Gauge = new Gauge({
        name,
        help,
        aggregator: 'sum',
        registers,
        collect: () => {
          gauge.set(read(pool));
        },
      });
    }
    const busy = new Counter({
      name: 'acgs_database_pool_busy_seconds_total',
      help: 'Time in use of all connections together: its growth over that of the time and the size is the use of the pool.',
      registers,
      collect: () => {
        busy.reset();
        busy.inc(pool.busySeconds);
      },
    });
    const wait = new Histogram({
      name: 'acgs_database_pool_wait_seconds',
      help: 'Time from asking for a connection to having one, or to being refused.',
      buckets: [0.0001, 0.0005, 0.001, 0.005, 0.01, 0.05, 0.1, 0.5, 1, 5, 30],
      registers,
    });
    pool.onWaited = (milliseconds) => {
      wait.observe(milliseconds / 1000);
    };
  }
}

const GAUGES: readonly (readonly [string, string, (pool: MeasuredPool) => number])[] = [
  ['acgs_database_pool_size', 'Connections that the pool may have.', ({ options }) => options.max],
  ['acgs_database_pool_in_use', 'Connections that somebody holds.', ({ inUse }) => inUse],
  ['acgs_database_pool_idle', 'Open connections that nobody holds.', ({ idleCount }) => idleCount],
  ['acgs_database_pool_waiting', 'Callers that wait for a connection.', ({ waitingCount }) => waitingCount],
];
