import { type DynamicModule, Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { openDataSource } from './data-source.js';
import { DatabaseStartError } from './database.errors.js';
import type { DatabaseSettings } from './database.variables.js';
import { DatabaseUrl } from './database-url.js';
import { LocalDatabaseModule } from './local-database.module.js';

/** The pool of one service, with all migrations applied before it is handed out. */
@Module({})
export class DatabaseModule {
  static forRoot(settings: DatabaseSettings, applicationName: string): DynamicModule {
    return {
      module: DatabaseModule,
      imports: [
        LocalDatabaseModule.forRoot(settings.DATABASE_URL),
        TypeOrmModule.forRootAsync({
          inject: [DatabaseUrl],
          useFactory: ({ url }: DatabaseUrl) => ({ type: 'postgres', url, retryAttempts: 0 }),
          dataSourceFactory: (options) => {
            if (options?.type !== 'postgres' || options.url === undefined) {
              throw new DatabaseStartError('The database has no address: set DATABASE_URL.');
            }
            return openDataSource({
              url: options.url,
              poolSize: settings.DATABASE_POOL_SIZE,
              applicationName,
            });
          },
        }),
      ],
    };
  }
}
