import { AccessModule } from '@acgs/access';
import { ConstitutionalHashModule } from '@acgs/constitutional-hash';
import { DatabaseModule } from '@acgs/database';
import { databaseCheck, HealthModule } from '@acgs/health';
import { HttpClientModule } from '@acgs/http-client';
import { MetricsModule } from '@acgs/observability';
import { RedisModule, SharedRedis } from '@acgs/redis';
import { type DynamicModule, Module } from '@nestjs/common';
import { HealthIndicatorService } from '@nestjs/terminus';
import { DataSource } from 'typeorm';
import type { EcSettings } from './config.js';
import { EngineModule } from './engine/engine.module.js';
import { SettingsModule } from './settings.module.js';

const NAME = 'ec-service';

@Module({})
export class EcServiceModule {
  static forRoot(settings: EcSettings): DynamicModule {
    return {
      module: EcServiceModule,
      imports: [
        ConstitutionalHashModule,
        AccessModule.forRoot(settings, NAME),
        SettingsModule.forRoot(settings),
        MetricsModule.forRoot(NAME),
        HttpClientModule.forRoot({
          upstreams: {
            'governance-engine': { url: settings.GOVERNANCE_ENGINE_URL },
            'auth-service': { url: settings.AUTH_SERVICE_URL },
          },
          settings,
        }),
        DatabaseModule.forRoot(settings, `acgs ${NAME}`, []),
        RedisModule.forRoot(settings),
        HealthModule.forRootAsync({
          inject: [DataSource, HealthIndicatorService, SharedRedis],
          useFactory: (database: DataSource, indicators: HealthIndicatorService, redis: SharedRedis) => [
            databaseCheck(indicators, database),
            () => redis.health(),
          ],
        }),
        EngineModule,
      ],
    };
  }
}
