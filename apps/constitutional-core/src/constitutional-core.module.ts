import { AccessModule } from '@acgs/access';
import { CacheModule } from '@acgs/cache';
import { ConstitutionalHashModule } from '@acgs/constitutional-hash';
import { DatabaseModule } from '@acgs/database';
import { databaseCheck, HealthModule } from '@acgs/health';
import { MetricsModule } from '@acgs/observability';
import { RedisModule, SharedRedis } from '@acgs/redis';
import { type DynamicModule, Module } from '@nestjs/common';
import { HealthIndicatorService } from '@nestjs/terminus';
import { DataSource } from 'typeorm';
import type { ConstitutionalCoreSettings } from './config.js';
import { ConstitutionVersionEntity } from './constitution/constitution-version.entity.js';
import { ConstitutionModule } from './constitution/constitution.module.js';

const NAME = 'constitutional-core';

@Module({})
export class ConstitutionalCoreModule {
  static forRoot(settings: ConstitutionalCoreSettings): DynamicModule {
    return {
      module: ConstitutionalCoreModule,
      imports: [
        ConstitutionalHashModule,
        AccessModule.forRoot(settings, 'constitutional-core'),
        DatabaseModule.forRoot(settings, NAME, [ConstitutionVersionEntity]),
        MetricsModule.forRoot(NAME),
        RedisModule.forRoot(settings),
        CacheModule.forRoot(settings, NAME),
        HealthModule.forRootAsync({
          inject: [HealthIndicatorService, DataSource, SharedRedis],
          useFactory: (indicators: HealthIndicatorService, database: DataSource, redis: SharedRedis) => [
            databaseCheck(indicators, database),
            () => redis.health(),
          ],
        }),
        ConstitutionModule,
      ],
    };
  }
}
