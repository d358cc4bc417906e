import { Module } from '@nestjs/common';
import { IdentityEndingsModule } from '../identity-endings/identity-endings.module.js';
import { SecurityEventsModule } from '../security-events/security-events.module.js';
import { UserRecordsModule } from '../user-records/user-records.module.js';
import { AgentsController } from './agents.controller.js';
import { AgentsRepository } from './agents.repository.js';
import { AgentsService } from './agents.service.js';

@Module({
  imports: [IdentityEndingsModule, SecurityEventsModule, UserRecordsModule],
  controllers: [AgentsController],
  providers: [AgentsService, AgentsRepository],
  exports: [AgentsService],
})
export class AgentsModule {}
