import { type DynamicModule, Inject, Module, type OnApplicationShutdown } from '@nestjs/common';
import { setTimeout as pause } from 'node:timers/promises';
import { DataSource } from 'typeorm';
import { openDataSource } from './data-source.js';
import { DatabaseUrl } from './database-url.js';
import type { DatabaseSettings } from './database.variables.js';

const GOOD_BYE_MILLISECONDS = 3000;

/** The pool of one service, with all migrations applied before it is handed out. Inject `DataSource` (TypeORM). */
@Module({})
export class DatabaseModule implements OnApplicationShutdown {
  constructor(
    @Inject(DataSource) private readonly dataSource: DataSource,
    @Inject(DatabaseUrl) private readonly databaseUrl: DatabaseUrl,
  ) {}

  static forRoot(settings: DatabaseSettings, applicationName: string): DynamicModule {
    return {
      module: DatabaseModule,
      global: true,
      providers: [
        { provide: DatabaseUrl, useFactory: () => DatabaseUrl.resolve(settings) },
        {
          provide: DataSource,
          inject: [DatabaseUrl],
          useFactory: ({ url }: DatabaseUrl) =>
            openDataSource({ url, poolSize: settings.DATABASE_POOL_SIZE, applicationName }),
        },
      ],
      exports: [DatabaseUrl, DataSource],
    };
  }

  /** A server that is silent does not say good-bye either. */
  async onApplicationShutdown(): Promise<void> {
    await Promise.race([this.dataSource.destroy(), pause(GOOD_BYE_MILLISECONDS, undefined, { ref: false })]);
    await this.databaseUrl.close();
  }
}
