import { Module } from '@nestjs/common';
import { PolicyRecordsModule } from '../policy-records/policy-records.module.js';
import { RuleSetsModule } from '../rule-sets/rule-sets.module.js';
import { PoliciesController } from './policies.controller.js';
import { PoliciesService } from './policies.service.js';
import { PolicyChecks } from './policy-checks.js';
import { PolicyDraftsService } from './policy-drafts.service.js';
import { PolicyLifeController } from './policy-life.controller.js';
import { PolicyLifeService } from './policy-life.service.js';

@Module({
  imports: [PolicyRecordsModule, RuleSetsModule],
  controllers: [PoliciesController, PolicyLifeController],
  providers: [PoliciesService, PolicyChecks, PolicyDraftsService, PolicyLifeService],
})
export class PoliciesModule {}
