import { Module } from '@nestjs/common';
import { KeysModule } from '../keys/keys.module.js';
import { LogModule } from '../log/log.module.js';
import { LogAudit } from './log-audit.js';
import { LogMonitor } from './log-monitor.js';
import { MonitorRepository } from './monitor.repository.js';
import { RecordAudit } from './record-audit.js';

@Module({
  imports: [KeysModule, LogModule],
  providers: [LogAudit, LogMonitor, MonitorRepository, RecordAudit],
  exports: [LogMonitor],
})
export class MonitorModule {}
