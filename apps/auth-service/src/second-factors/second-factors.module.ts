import { Module } from '@nestjs/common';
import { SecurityEventsModule } from '../security-events/security-events.module.js';
import { UserRecordsModule } from '../user-records/user-records.module.js';
import { Enrolments } from './enrolments.js';
import { SecondFactorsRepository } from './second-factors.repository.js';
import { SecondFactorsService } from './second-factors.service.js';

@Module({
  imports: [SecurityEventsModule, UserRecordsModule],
  providers: [Enrolments, SecondFactorsRepository, SecondFactorsService],
  exports: [Enrolments, SecondFactorsService],
})
export class SecondFactorsModule {}
