import { Module } from '@nestjs/common';
import { SecurityEventsModule } from '../security-events/security-events.module.js';
import { UsersModule } from '../users/users.module.js';
import { PersonSessions } from './person-sessions.js';
import { SessionEndingsModule } from './session-endings.module.js';
import { SessionsController } from './sessions.controller.js';
import { SessionsService } from './sessions.service.js';
import { UserSessionsController } from './user-sessions.controller.js';

@Module({
  imports: [SecurityEventsModule, SessionEndingsModule, UsersModule],
  controllers: [SessionsController, UserSessionsController],
  providers: [PersonSessions, SessionsService],
  exports: [SessionsService],
})
export class SessionsModule {}
