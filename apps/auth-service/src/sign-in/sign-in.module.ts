import { Module } from '@nestjs/common';
import { PagesModule } from '../pages/pages.module.js';
import { PasswordsModule } from '../passwords/passwords.module.js';
import { SecondFactorsModule } from '../second-factors/second-factors.module.js';
import { SecurityEventsModule } from '../security-events/security-events.module.js';
import { SessionsModule } from '../sessions/sessions.module.js';
import { UserRecordsModule } from '../user-records/user-records.module.js';
import { CodeStep } from './code-step.js';
import { FailedSignIns } from './failed-sign-ins.js';
import { PasswordStep } from './password-step.js';
import { PendingSignIns } from './pending-sign-ins.js';
import { SignInAttempts } from './sign-in-attempts.js';
import { SignInAttemptsRepository } from './sign-in-attempts.repository.js';
import { SignInSteps } from './sign-in-steps.js';
import { SignInController } from './sign-in.controller.js';
import { SignIn } from './sign-in.js';

@Module({
  imports: [
    PagesModule,
    PasswordsModule,
    SecondFactorsModule,
    SecurityEventsModule,
    SessionsModule,
    UserRecordsModule,
  ],
  controllers: [SignInController],
  providers: [
    CodeStep,
    FailedSignIns,
    PasswordStep,
    PendingSignIns,
    SignIn,
    SignInAttempts,
    SignInAttemptsRepository,
    SignInSteps,
  ],
  exports: [CodeStep, PasswordStep, SignInAttempts, SignInSteps],
})
export class SignInModule {}
