import { Module } from '@nestjs/common';
import { SecurityEventsModule } from '../security-events/security-events.module.js';
import { SecondFactorsRepository } from './second-factors.repository.js';
import { SecondFactorsService } from './second-factors.service.js';

@Module({
  imports: [SecurityEventsModule],
  providers: [SecondFactorsRepository, SecondFactorsService],
  exports: [SecondFactorsService],
})
export class SecondFactorsModule {}
