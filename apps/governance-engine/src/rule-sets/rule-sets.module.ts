import { ServiceToken, serviceTokenOf } from '@acgs/access';
import { HttpClients } from '@acgs/http-client';
import { Module } from '@nestjs/common';
import { ENGINE_SETTINGS, type EngineSettings } from '../config.js';
import { FreezesModule } from '../freezes/freezes.module.js';
import { PolicyRecordsModule } from '../policy-records/policy-records.module.js';
import { ActiveRuleSets } from './active-rule-sets.js';
import { ConstitutionClient } from './constitution-client.js';
import { PinnedRuleSets } from './pinned-rule-sets.js';
import { PolicySetsRepository } from './policy-sets.repository.js';
import { RuleSetsController } from './rule-sets.controller.js';
import { RuleSetsService } from './rule-sets.service.js';
import { RulesLoader } from './rules-loader.js';

@Module({
  imports: [PolicyRecordsModule, FreezesModule],
  controllers: [RuleSetsController],
  providers: [
    RuleSetsService,
    ActiveRuleSets,
    RulesLoader,
    PinnedRuleSets,
    ConstitutionClient,
    PolicySetsRepository,
    {
      provide: ServiceToken,
      inject: [ENGINE_SETTINGS, HttpClients],
      useFactory: (settings: EngineSettings, clients: HttpClients) =>
        serviceTokenOf(
          {
            id: settings.ENGINE_CLIENT_ID,
            secret: settings.ENGINE_CLIENT_SECRET,
            home: settings.ACGS_HOME,
            secretVariable: 'ENGINE_CLIENT_SECRET',
          },
          clients.of('auth-service'),
        ),
    },
  ],
  exports: [ActiveRuleSets, PinnedRuleSets, ServiceToken],
})
export class RuleSetsModule {}
