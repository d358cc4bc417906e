import { ServiceToken } from '@acgs/access';
import { HttpClients } from '@acgs/http-client';
import { Module } from '@nestjs/common';
import { ENGINE_SETTINGS, type EngineSettings } from '../config.js';
import { PolicyRecordsModule } from '../policies/policy-records.module.js';
import { ActiveRuleSets } from './active-rule-sets.js';
import { ConstitutionClient } from './constitution-client.js';
import { engineToken } from './engine-token.js';
import { PinnedRuleSets } from './pinned-rule-sets.js';
import { PolicySetsRepository } from './policy-sets.repository.js';

@Module({
  imports: [PolicyRecordsModule],
  providers: [
    ActiveRuleSets,
    PinnedRuleSets,
    ConstitutionClient,
    PolicySetsRepository,
    {
      provide: ServiceToken,
      inject: [ENGINE_SETTINGS, HttpClients],
      useFactory: (settings: EngineSettings, clients: HttpClients) => engineToken(settings, clients),
    },
  ],
  exports: [ActiveRuleSets, PinnedRuleSets, ServiceToken],
})
export class RuleSetsModule {}
