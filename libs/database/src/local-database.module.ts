import { type DynamicModule, Module } from '@nestjs/common';
import { DatabaseUrl } from './database-url.js';

@Module({})
export class LocalDatabaseModule {
  static forRoot(configured: string | undefined): DynamicModule {
    return {
      module: LocalDatabaseModule,
      global: true,
      providers: [{ provide: DatabaseUrl, useFactory: () => DatabaseUrl.resolve(configured) }],
      exports: [DatabaseUrl],
    };
  }
}
