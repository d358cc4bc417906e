import { Module } from '@nestjs/common';
import { RuleSetsModule } from '../rule-sets/rule-sets.module.js';
import { LogClient } from './log-client.js';
import { PreferredReceipts } from './preferred-receipts.js';

@Module({
  imports: [RuleSetsModule],
  providers: [LogClient, PreferredReceipts],
  exports: [LogClient, PreferredReceipts],
})
export class LogClientModule {}
