import { Module } from '@nestjs/common';
import { SecurityEventsModule } from '../security-events/security-events.module.js';
import { SessionEndingsModule } from '../sessions/session-endings.module.js';
import { UserRecordsModule } from './user-records.module.js';
import { UsersController } from './users.controller.js';
import { UsersService } from './users.service.js';

@Module({
  imports: [SecurityEventsModule, SessionEndingsModule, UserRecordsModule],
  controllers: [UsersController],
  providers: [UsersService],
  exports: [UserRecordsModule],
})
export class UsersModule {}
