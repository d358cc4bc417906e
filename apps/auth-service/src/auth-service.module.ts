import { AccessModule } from '@acgs/access';
import { ConstitutionalHashModule } from '@acgs/constitutional-hash';
import { DatabaseModule } from '@acgs/database';
import { databaseCheck, HealthModule } from '@acgs/health';
import { MetricsModule } from '@acgs/observability';
import { RedisModule, SharedRedis } from '@acgs/redis';
import { type DynamicModule, Module } from '@nestjs/common';
import { HealthIndicatorService } from '@nestjs/terminus';
import { DataSource } from 'typeorm';
import { AgentEntity } from './agents/agent.entity.js';
import { AgentsModule } from './agents/agents.module.js';
import { SeparatedRoleEntity } from './agents/separated-role.entity.js';
import { ApiKeyEntity } from './api-keys/api-key.entity.js';
import { ApiKeysModule } from './api-keys/api-keys.module.js';
import { ClientEntity } from './clients/client.entity.js';
import { AUTH_SETTINGS, type AuthSettings } from './config.js';
import { DelegationEntity } from './delegations/delegation.entity.js';
import { DelegationsModule } from './delegations/delegations.module.js';
import { OAuthClientsModule } from './oauth-clients/oauth-clients.module.js';
import { OAuthRecordEntity } from './oauth/oauth-record.entity.js';
import { OAuthModule } from './oauth/oauth.module.js';
import { PEOPLE_ENTITIES, PeopleModule } from './people.module.js';
import { RevocationsModule } from './revocations/revocations.module.js';
import { SecurityEventEntity } from './security-events/security-event.entity.js';
import { SecurityEventsModule } from './security-events/security-events.module.js';
import { SigningKeyEntity } from './signing-keys/signing-key.entity.js';
import { SigningKeysModule } from './signing-keys/signing-keys.module.js';
import { TokenExchangeModule } from './token-exchange/token-exchange.module.js';

@Module({})
export class AuthServiceModule {
  static forRoot(settings: AuthSettings): DynamicModule {
    return {
      module: AuthServiceModule,
      global: true,
      imports: [
        ConstitutionalHashModule,
        AccessModule.forRoot(settings, 'auth-service'),
        MetricsModule.forRoot('auth-service'),
        DatabaseModule.forRoot(settings, 'auth-service', [
          ClientEntity,
          OAuthRecordEntity,
          SigningKeyEntity,
          SecurityEventEntity,
          AgentEntity,
          SeparatedRoleEntity,
          ApiKeyEntity,
          DelegationEntity,
          ...PEOPLE_ENTITIES,
        ]),
        RedisModule.forRoot(settings),
        HealthModule.forRootAsync({
          inject: [DataSource, HealthIndicatorService, SharedRedis],
          useFactory: (database: DataSource, indicators: HealthIndicatorService, redis: SharedRedis) => [
            databaseCheck(indicators, database),
            () => redis.health(),
          ],
        }),
        SigningKeysModule,
        OAuthModule,
        RevocationsModule,
        SecurityEventsModule,
        OAuthClientsModule,
        AgentsModule,
        ApiKeysModule,
        DelegationsModule,
        PeopleModule,
        TokenExchangeModule,
      ],
      providers: [{ provide: AUTH_SETTINGS, useValue: settings }],
      exports: [AUTH_SETTINGS],
    };
  }
}
