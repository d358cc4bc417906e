import { Module } from '@nestjs/common';
import { OAuthModule } from '../oauth/oauth.module.js';
import { SecurityEventsModule } from '../security-events/security-events.module.js';
import { SessionEndingsModule } from '../session-endings/session-endings.module.js';
import { UserRecordsModule } from '../user-records/user-records.module.js';
import { PersonSessions } from './person-sessions.js';
import { SessionsController } from './sessions.controller.js';
import { SessionsService } from './sessions.service.js';
import { SignOutController } from './sign-out.controller.js';
import { SignOut } from './sign-out.js';
import { UserSessionsController } from './user-sessions.controller.js';

@Module({
  imports: [OAuthModule, SecurityEventsModule, SessionEndingsModule, UserRecordsModule],
  controllers: [SessionsController, SignOutController, UserSessionsController],
  providers: [PersonSessions, SessionsService, SignOut],
  exports: [SessionsService],
})
export class SessionsModule {}
