import { AccessModule } from '@acgs/access';
import { CacheModule } from '@acgs/cache';
import { ConstitutionalHashModule } from '@acgs/constitutional-hash';
import { DatabaseModule } from '@acgs/database';
import { HealthModule } from '@acgs/health';
import { HttpClientModule } from '@acgs/http-client';
import { MetricsModule } from '@acgs/observability';
import { RedisModule, SharedRedis } from '@acgs/redis';
import { type DynamicModule, Module } from '@nestjs/common';
import { AccessEvaluationsModule } from './access-evaluations/access-evaluations.module.js';
import { ApprovalEntity } from './approvals/approval.entity.js';
import { ApprovalsModule } from './approvals/approvals.module.js';
import type { EngineSettings } from './config.js';
import { DecisionEntity } from './decisions/decision.entity.js';
import { DecisionsModule } from './decisions/decisions.module.js';
import { DroppedPartitionEntity } from './decisions/dropped-partition.entity.js';
import { IdempotencyKeyEntity } from './decisions/idempotency-key.entity.js';
import { ErasureEntity } from './erasure-records/erasure.entity.js';
import { FurtherErasureEntity } from './erasure-records/further-erasure.entity.js';
import { ErasuresModule } from './erasures/erasures.module.js';
import { FreezeEntity } from './freezes/freeze.entity.js';
import { FreezesModule } from './freezes/freezes.module.js';
import { LabelEntity } from './labels/label.entity.js';
import { LabelsModule } from './labels/labels.module.js';
import { LegalHoldEntity } from './legal-holds/legal-hold.entity.js';
import { LegalHoldsModule } from './legal-holds/legal-holds.module.js';
import { OutcomesModule } from './outcomes/outcomes.module.js';
import { PoliciesModule } from './policies/policies.module.js';
import { PolicyActivationEntity } from './policy-records/policy-activation.entity.js';
import { PolicyVersionEntity } from './policy-records/policy-version.entity.js';
import { PolicyEntity } from './policy-records/policy.entity.js';
import { ReceiptsModule } from './receipts/receipts.module.js';
import { ActiveRuleSets } from './rule-sets/active-rule-sets.js';
import { PolicySetEntity } from './rule-sets/policy-set.entity.js';
import { RuleSetsModule } from './rule-sets/rule-sets.module.js';
import { SettingsModule } from './settings.module.js';
import { SimulationCaseEntity } from './simulations/simulation-case.entity.js';
import { SimulationFlipEntity } from './simulations/simulation-flip.entity.js';
import { SimulationEntity } from './simulations/simulation.entity.js';
import { SimulationsModule } from './simulations/simulations.module.js';

const ENTITIES = [
  PolicyEntity,
  PolicyVersionEntity,
  PolicyActivationEntity,
  PolicySetEntity,
  DecisionEntity,
  IdempotencyKeyEntity,
  DroppedPartitionEntity,
  ErasureEntity,
  FurtherErasureEntity,
  ApprovalEntity,
  SimulationEntity,
  SimulationCaseEntity,
  SimulationFlipEntity,
  LabelEntity,
  LegalHoldEntity,
  FreezeEntity,
];

/** Longer than it waits for an entry, when it is asked to. */
const LOG_TIMEOUT_MILLISECONDS = 12_000;

@Module({})
export class GovernanceEngineModule {
  static forRoot(settings: EngineSettings): DynamicModule {
    return {
      module: GovernanceEngineModule,
      imports: [
        ConstitutionalHashModule,
        AccessModule.forRoot(settings, 'governance-engine'),
        SettingsModule.forRoot(settings),
        MetricsModule.forRoot('governance-engine'),
        HttpClientModule.forRoot({
          upstreams: {
            'constitutional-core': { url: settings.CONSTITUTIONAL_CORE_URL },
            'integrity-service': {
              url: settings.INTEGRITY_SERVICE_URL,
              timeoutMilliseconds: LOG_TIMEOUT_MILLISECONDS,
            },
            'auth-service': { url: settings.AUTH_SERVICE_URL },
          },
          settings,
        }),
        DatabaseModule.forRoot(settings, 'acgs governance-engine', ENTITIES),
        RedisModule.forRoot(settings),
        CacheModule.forRoot(settings, 'governance-engine'),
        HealthModule.forRootAsync({
          imports: [RuleSetsModule],
          inject: [ActiveRuleSets, SharedRedis],
          useFactory: (rules: ActiveRuleSets, redis: SharedRedis) => [
            () => rules.health(),
            () => redis.health(),
          ],
        }),
        PoliciesModule,
        DecisionsModule,
        AccessEvaluationsModule,
        ReceiptsModule,
        ApprovalsModule,
        SimulationsModule,
        LabelsModule,
        ErasuresModule,
        LegalHoldsModule,
        FreezesModule,
        OutcomesModule,
      ],
    };
  }
}
