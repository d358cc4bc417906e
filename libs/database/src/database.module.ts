import { Revocations } from '@acgs/access';
import {
  type DynamicModule,
  Inject,
  Module,
  type OnApplicationBootstrap,
  type OnApplicationShutdown,
  Optional,
} from '@nestjs/common';
import { setTimeout as pause } from 'node:timers/promises';
import { Registry } from 'prom-client';
import { DataSource } from 'typeorm';
import type { EntityClass } from './connect.js';
import { openDataSource } from './data-source.js';
import { DatabaseUrl } from './database-url.js';
import type { DatabaseSettings } from './database.variables.js';
import { PlanReader } from './plan-reader.js';
import { PoolMetrics } from './pool-metrics.js';
import { QueriesController } from './queries.controller.js';
import { feedRevocations } from './revocation-feed.js';
import { QueryMonitor } from './query-monitor.js';
import { replicaMetrics } from './replica/replica-metrics.js';
import { Replica, type ReplicaOptions } from './replica/replica.js';
import type { ReplicaSettings } from './replica/replica.variables.js';
import { StaleReads } from './replica/stale-reads.js';
import { VersionWatch } from './version-watch.js';

const GOOD_BYE_MILLISECONDS = 3000;

/**
 * The pool of one service, with all migrations applied before it is handed out, its figures, the statements that took
 * long, the replica where there is one, and the watch of the counters of rules and caches and of revoked tokens. Inject
 * `DataSource` (TypeORM), `StaleReads` and `VersionWatch`.
 */
@Module({})
export class DatabaseModule implements OnApplicationBootstrap, OnApplicationShutdown {
  constructor(
    @Inject(DataSource) private readonly dataSource: DataSource,
    @Inject(DatabaseUrl) private readonly databaseUrl: DatabaseUrl,
    @Inject(VersionWatch) private readonly watch: VersionWatch,
    @Optional() @Inject(Revocations) revocations: Revocations | null,
  ) {
    if (revocations !== null) feedRevocations(watch, revocations);
  }

  /** `entities` are those of the service's own tables. */
  static forRoot(
    settings: DatabaseSettings & ReplicaSettings,
    applicationName: string,
    entities: readonly EntityClass[],
  ): DynamicModule {
    return {
      module: DatabaseModule,
      global: true,
      controllers: [QueriesController],
      providers: [
        { provide: DatabaseUrl, useFactory: () => DatabaseUrl.resolve(settings) },
        {
          provide: QueryMonitor,
          inject: [DatabaseUrl],
          useFactory: ({ url }: DatabaseUrl) => new QueryMonitor(settings.SLOW_QUERY_MS, new PlanReader(url)),
        },
        {
          provide: DataSource,
          inject: [DatabaseUrl, QueryMonitor],
          useFactory: ({ url }: DatabaseUrl, monitor: QueryMonitor) =>
            openDataSource({
              url,
              applicationName,
              entities,
              monitor,
              poolSize: settings.DATABASE_POOL_SIZE,
              poolWaitMilliseconds: settings.DATABASE_POOL_WAIT_MS,
              statementMilliseconds: settings.DATABASE_STATEMENT_MS,
              connectionLifetimeSeconds: settings.DATABASE_CONNECTION_LIFETIME_SECONDS,
            }),
        },
        {
          provide: VersionWatch,
          inject: [DatabaseUrl],
          useFactory: ({ url }: DatabaseUrl) => new VersionWatch(url),
        },
        {
          provide: StaleReads,
          inject: [DataSource, DatabaseUrl, QueryMonitor, Registry],
          useFactory: (
            dataSource: DataSource,
            { url }: DatabaseUrl,
            monitor: QueryMonitor,
            registry: Registry,
          ) => {
            const replica = replicaOf(settings, { primaryUrl: url, applicationName, monitor });
            return new StaleReads(dataSource, replica, replicaMetrics(registry, replica));
          },
        },
        PoolMetrics,
      ],
      exports: [DatabaseUrl, DataSource, StaleReads, VersionWatch],
    };
  }

  /** Whoever listens has said so by now. */
  async onApplicationBootstrap(): Promise<void> {
    await this.watch.start();
  }

  /** A server that is silent does not say good-bye either. */
  async onApplicationShutdown(): Promise<void> {
    await this.watch.stop();
    await Promise.race([this.dataSource.destroy(), pause(GOOD_BYE_MILLISECONDS, undefined, { ref: false })]);
    await this.databaseUrl.close();
  }
}

/** Null where none is configured. */
function replicaOf(
  settings: DatabaseSettings & ReplicaSettings,
  about: Pick<ReplicaOptions, 'primaryUrl' | 'applicationName' | 'monitor'>,
): Replica | null {
  const { DATABASE_REPLICA_URL: url, DATABASE_REPLICA_MAX_LAG_MS: maxLagMilliseconds } = settings;
  if (url === undefined || maxLagMilliseconds === undefined) return null;
  return new Replica({
    ...about,
    url,
    maxLagMilliseconds,
    poolSize: settings.DATABASE_POOL_SIZE,
    statementMilliseconds: settings.DATABASE_STATEMENT_MS,
    connectionLifetimeSeconds: settings.DATABASE_CONNECTION_LIFETIME_SECONDS,
  });
}
