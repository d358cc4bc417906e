import type { DataSource } from 'typeorm';
import { connect, type ConnectOptions, type EntityClass } from './connect.js';
import { migrate } from './migrate.js';
import { OutboxEntity } from './outbox.entity.js';
import type { QueryMonitor } from './query-monitor.js';
import { CacheEpochEntity, CachePatternEntity, InstallationEntity } from './cache-version.entities.js';
import { RevocationEntity, RevocationRevisionEntity } from './revocation.entities.js';
import { RuleVersionEntity } from './rule-version.entity.js';
import { STATEMENT_MILLISECONDS, statementBounds } from './statement-bounds.js';

/** Tables of all services. */
const SHARED_ENTITIES = [
  RuleVersionEntity,
  InstallationEntity,
  CacheEpochEntity,
  CachePatternEntity,
  OutboxEntity,
  RevocationEntity,
  RevocationRevisionEntity,
];

export interface DataSourceOptions extends ConnectOptions {
  readonly poolSize: number;
  /** How long a caller waits for a connection; 30 s unless told. */
  readonly poolWaitMilliseconds?: number;
  /** After which a connection is replaced, so that none lives on past a failover or a changed role; an hour unless told. */
  readonly connectionLifetimeSeconds?: number;
  /** What a statement may take, and the greeting of the server; 5 s unless told. */
  readonly statementMilliseconds?: number;
  readonly monitor?: QueryMonitor;
  /** Of the service's own tables. */
  readonly entities?: readonly EntityClass[];
}

const POOL_WAIT_MILLISECONDS = 30_000;
const CONNECTION_LIFETIME_SECONDS = 3600;

/**
 * A pool without overflow: a bounded wait for a connection, each recycled, JIT off (it costs more than it gives for short
 * statements), and no statement, lock or idle transaction that lasts for ever.
 *
 * @throws DatabaseStartError when the server can't be reached or a migration fails
 */
export async function openDataSource(options: DataSourceOptions): Promise<DataSource> {
  await migrate(options);
  return connect(options, {
    poolSize: options.poolSize,
    entities: [...SHARED_ENTITIES, ...(options.entities ?? [])],
    extra: {
      ...statementBounds(options.statementMilliseconds ?? STATEMENT_MILLISECONDS),
      connectionTimeoutMillis: options.poolWaitMilliseconds ?? POOL_WAIT_MILLISECONDS,
      maxLifetimeSeconds: options.connectionLifetimeSeconds ?? CONNECTION_LIFETIME_SECONDS,
      monitor: options.monitor,
      options: '-c jit=off -c search_path=public',
    },
  });
}
