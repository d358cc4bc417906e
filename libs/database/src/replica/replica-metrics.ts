import { Counter, Gauge, type Registry } from 'prom-client';
import type { Replica } from './replica.js';
import type { StaleReadsListener } from './stale-reads.js';

/** Of reads that may be behind; the lag is read when it is scraped, and there is none without a replica. */
export function replicaMetrics(registry: Registry, replica: Replica | null): StaleReadsListener {
  const registers = [registry];
  const lag = new Gauge<'replica'>({
    name: 'acgs_database_replica_lag_seconds',
    help: 'By how much an answer of the replica may be behind: the time since it was known to have all that there was.',
    labelNames: ['replica'],
    aggregator: 'max',
    registers,
    collect: () => {
      if (replica !== null) lag.set({ replica: replica.watch.name }, replica.watch.lagMilliseconds / 1000);
    },
  });
  const reads = new Counter({
    name: 'acgs_database_stale_reads_total',
    help: 'Reads that may be behind, by the server that answered.',
    labelNames: ['read', 'server'],
    registers,
  });
  const failures = new Counter({
    name: 'acgs_database_replica_failures_total',
    help: 'Reads that failed at the replica, and were asked of the primary.',
    labelNames: ['read'],
    registers,
  });
  return {
    answered: (read, server) => {
      reads.inc({ read, server });
    },
    failed: (read) => {
      failures.inc({ read });
    },
  };
}
