import { Module } from '@nestjs/common';
import { AgentsModule } from '../agents/agents.module.js';
import { SecurityEventsModule } from '../security-events/security-events.module.js';
import { DelegationsController } from './delegations.controller.js';
import { DelegationsRepository } from './delegations.repository.js';
import { DelegationsService } from './delegations.service.js';

@Module({
  imports: [AgentsModule, SecurityEventsModule],
  controllers: [DelegationsController],
  providers: [DelegationsService, DelegationsRepository],
  exports: [DelegationsRepository],
})
export class DelegationsModule {}
