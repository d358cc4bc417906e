import { Module } from '@nestjs/common';
import { DecisionsModule } from '../decisions/decisions.module.js';
import { LogClientModule } from '../log-client/log-client.module.js';
import { RuleSetsModule } from '../rule-sets/rule-sets.module.js';
import { EvidenceService } from './evidence.service.js';
import { ReceiptsController } from './receipts.controller.js';
import { ReceiptsService } from './receipts.service.js';

@Module({
  imports: [DecisionsModule, LogClientModule, RuleSetsModule],
  controllers: [ReceiptsController],
  providers: [ReceiptsService, EvidenceService],
})
export class ReceiptsModule {}
