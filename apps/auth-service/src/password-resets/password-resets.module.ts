import { Module } from '@nestjs/common';
import { MailModule } from '../mail/mail.module.js';
import { PagesModule } from '../pages/pages.module.js';
import { PasswordsModule } from '../passwords/passwords.module.js';
import { SecurityEventsModule } from '../security-events/security-events.module.js';
import { SessionEndingsModule } from '../session-endings/session-endings.module.js';
import { SignInModule } from '../sign-in/sign-in.module.js';
import { UserRecordsModule } from '../user-records/user-records.module.js';
import { PasswordChanges } from './password-changes.js';
import { PasswordResetsController } from './password-resets.controller.js';
import { PasswordResets } from './password-resets.js';
import { PasswordResetsRepository } from './password-resets.repository.js';

@Module({
  imports: [
    MailModule,
    PagesModule,
    PasswordsModule,
    SecurityEventsModule,
    SessionEndingsModule,
    SignInModule,
    UserRecordsModule,
  ],
  controllers: [PasswordResetsController],
  providers: [PasswordChanges, PasswordResets, PasswordResetsRepository],
  exports: [PasswordChanges],
})
export class PasswordResetsModule {}
