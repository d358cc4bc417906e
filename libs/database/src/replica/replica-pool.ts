import type { PoolConfig } from 'pg';
import { BoundedClient } from '../bounded-client.js';
import { MeasuredPool } from '../measured-pool.js';
import type { QueryMonitor } from '../query-monitor.js';
import { statementBounds } from '../statement-bounds.js';

/** The primary is there for whoever would wait longer. */
const WAIT_MILLISECONDS = 1000;

export interface ReplicaPoolOptions {
  readonly url: string;
  readonly applicationName: string;
  readonly poolSize: number;
  readonly statementMilliseconds: number;
  readonly connectionLifetimeSeconds: number;
  readonly monitor: QueryMonitor;
}

/** Connects when it is first asked, and changes nothing, wherever its address leads. */
export function replicaPool(options: ReplicaPoolOptions): MeasuredPool {
  const config: PoolConfig = {
    connectionString: options.url,
    application_name: options.applicationName,
    max: options.poolSize,
    keepAlive: true,
    connectionTimeoutMillis: WAIT_MILLISECONDS,
    maxLifetimeSeconds: options.connectionLifetimeSeconds,
    ...statementBounds(options.statementMilliseconds),
    options: '-c jit=off -c search_path=public -c default_transaction_read_only=on',
  };
  const clients: object = { Client: BoundedClient, monitor: options.monitor };
  const pool = new MeasuredPool({ ...config, ...clients });
  // An idle connection that the server ends is made anew when it is needed.
  pool.on('error', () => undefined);
  return pool;
}
