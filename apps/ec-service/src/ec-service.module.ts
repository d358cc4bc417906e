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
import { CandidateEntity } from './candidates/candidate.entity.js';
import { CandidatesModule } from './candidates/candidates.module.js';
import type { EcSettings } from './config.js';
import { GuardEntity } from './guards/guard.entity.js';
import { GuardsModule } from './guards/guards.module.js';
import { PromotionEntity } from './reviews/promotion.entity.js';
import { ReviewsModule } from './reviews/reviews.module.js';
import { EvidenceCaseEntity } from './runs/evidence-case.entity.js';
import { GenerationEntity } from './runs/generation.entity.js';
import { RunEntity } from './runs/run.entity.js';
import { RunsModule } from './runs/runs.module.js';
import { ScoreEntity } from './search/score.entity.js';
import { SearchModule } from './search/search.module.js';
import { SettingsModule } from './settings.module.js';

const NAME = 'ec-service';
const ENTITIES = [
  ...[RunEntity, EvidenceCaseEntity, GenerationEntity, ScoreEntity],
  ...[CandidateEntity, PromotionEntity, GuardEntity],
];

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
        DatabaseModule.forRoot(settings, `acgs ${NAME}`, ENTITIES),
        RedisModule.forRoot(settings),
        HealthModule.forRootAsync({
          inject: [DataSource, HealthIndicatorService, SharedRedis],
          useFactory: (database: DataSource, indicators: HealthIndicatorService, redis: SharedRedis) => [
            databaseCheck(indicators, database),
            () => redis.health(),
          ],
        }),
        RunsModule,
        SearchModule,
        CandidatesModule,
        ReviewsModule,
        GuardsModule,
      ],
    };
  }
}
