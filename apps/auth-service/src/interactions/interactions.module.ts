import { Module } from '@nestjs/common';
import { OAuthModule } from '../oauth/oauth.module.js';
import { PagesModule } from '../pages/pages.module.js';
import { SecurityEventsModule } from '../security-events/security-events.module.js';
import { SessionsModule } from '../sessions/sessions.module.js';
import { SignInModule } from '../sign-in/sign-in.module.js';
import { UserRecordsModule } from '../user-records/user-records.module.js';
import { InteractionPages } from './interaction-pages.js';
import { InteractionsController } from './interactions.controller.js';

@Module({
  imports: [OAuthModule, PagesModule, SecurityEventsModule, SessionsModule, SignInModule, UserRecordsModule],
  controllers: [InteractionsController],
  providers: [InteractionPages],
})
export class InteractionsModule {}
