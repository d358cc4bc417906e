import { Module } from '@nestjs/common';
import { PagesModule } from '../pages/pages.module.js';
import { PasswordResetsModule } from '../password-resets/password-resets.module.js';
import { SecondFactorsModule } from '../second-factors/second-factors.module.js';
import { SessionsModule } from '../sessions/sessions.module.js';
import { SignInModule } from '../sign-in/sign-in.module.js';
import { UserRecordsModule } from '../user-records/user-records.module.js';
import { AccountController } from './account.controller.js';
import { AccountService } from './account.service.js';
import { SignedInVisitor } from './signed-in-visitor.js';

@Module({
  imports: [
    PagesModule,
    PasswordResetsModule,
    SecondFactorsModule,
    SessionsModule,
    SignInModule,
    UserRecordsModule,
  ],
  controllers: [AccountController],
  providers: [AccountService, SignedInVisitor],
})
export class AccountModule {}
