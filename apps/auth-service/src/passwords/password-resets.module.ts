import { Module } from '@nestjs/common';
import { MailModule } from '../mail/mail.module.js';
import { PagesModule } from '../pages/pages.module.js';
import { SecurityEventsModule } from '../security-events/security-events.module.js';
import { SessionEndingsModule } from '../sessions/session-endings.module.js';
import { SignInModule } from '../sign-in/sign-in.module.js';
import { UsersModule } from '../users/users.module.js';
import { PasswordChanges } from './password-changes.js';
import { PasswordResets } from './password-resets.js';
import { PasswordResetsController } from './password-resets.controller.js';
import { PasswordResetsRepository } from './password-resets.repository.js';
import { PasswordsModule } from './passwords.module.js';

@Module({
  imports: [
    MailModule,
    PagesModule,
    PasswordsModule,
    SecurityEventsModule,
    SessionEndingsModule,
    SignInModule,
    UsersModule,
  ],
  controllers: [PasswordResetsController],
  providers: [PasswordChanges, PasswordResets, PasswordResetsRepository],
  exports: [PasswordChanges],
})
export class PasswordResetsModule {}
