import { Module } from '@nestjs/common';
import { SecurityEvents } from './security-events.js';
import { SecurityEventsController } from './security-events.controller.js';
import { SecurityEventsRepository } from './security-events.repository.js';

@Module({
  controllers: [SecurityEventsController],
  providers: [SecurityEvents, SecurityEventsRepository],
  exports: [SecurityEvents],
})
export class SecurityEventsModule {}
