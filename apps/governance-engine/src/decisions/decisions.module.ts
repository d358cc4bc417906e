import { Module } from '@nestjs/common';
import { ApprovalsModule } from '../approvals/approvals.module.js';
import { ErasureRecordsModule } from '../erasure-records/erasure-records.module.js';
import { FreezesModule } from '../freezes/freezes.module.js';
import { LegalHoldsModule } from '../legal-holds/legal-holds.module.js';
import { LogClientModule } from '../log-client/log-client.module.js';
import { RuleSetsModule } from '../rule-sets/rule-sets.module.js';
import { ApprovedDecisions } from './approved-decisions.js';
import { DecisionCounts } from './decision-counts.js';
import { DecisionLog } from './decision-log.js';
import { DecisionPartitions } from './decision-partitions.js';
import { DecisionsController } from './decisions.controller.js';
import { DecisionsRepository } from './decisions.repository.js';
import { DecisionsService } from './decisions.service.js';
import { EarlierDecisions } from './earlier-decisions.js';
import { ExpiredPartitions } from './expired-partitions.js';
import { LiveDecisions } from './live-decisions.js';
import { RecordedExplanations } from './recorded-explanations.js';

@Module({
  imports: [
    RuleSetsModule,
    LogClientModule,
    ErasureRecordsModule,
    ApprovalsModule,
    LegalHoldsModule,
    FreezesModule,
  ],
  controllers: [DecisionsController],
  providers: [
    DecisionsService,
    ApprovedDecisions,
    EarlierDecisions,
    LiveDecisions,
    RecordedExplanations,
    DecisionCounts,
    DecisionLog,
    DecisionsRepository,
    DecisionPartitions,
    ExpiredPartitions,
  ],
  exports: [DecisionsService, LiveDecisions],
})
export class DecisionsModule {}
