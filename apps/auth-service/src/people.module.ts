import { Module } from '@nestjs/common';
import { AccountModule } from './account/account.module.js';
import { InteractionsModule } from './interactions/interactions.module.js';
import { InvitationEntity } from './invitations/invitation.entity.js';
import { InvitationsModule } from './invitations/invitations.module.js';
import { PasswordResetEntity } from './password-resets/password-reset.entity.js';
import { PasswordResetsModule } from './password-resets/password-resets.module.js';
import { LostSecondFactorsModule } from './second-factors/lost-second-factors.module.js';
import { RecoveryCodeEntity } from './second-factors/recovery-code.entity.js';
import { SecondFactorEntity } from './second-factors/second-factor.entity.js';
import { SecretsModule } from './secrets/secrets.module.js';
import { UserSessionEntity } from './session-records/user-session.entity.js';
import { SessionsModule } from './sessions/sessions.module.js';
import { SignInAttemptEntity } from './sign-in/sign-in-attempt.entity.js';
import { SignInModule } from './sign-in/sign-in.module.js';
import { UserEntity } from './user-records/user.entity.js';
import { UsersModule } from './users/users.module.js';

export const PEOPLE_ENTITIES = [
  UserEntity,
  InvitationEntity,
  UserSessionEntity,
  SecondFactorEntity,
  RecoveryCodeEntity,
  PasswordResetEntity,
  SignInAttemptEntity,
];

/** Persons: how they come, sign in, and look after their accounts. */
@Module({
  imports: [
    SecretsModule,
    UsersModule,
    InvitationsModule,
    SignInModule,
    SessionsModule,
    PasswordResetsModule,
    AccountModule,
    LostSecondFactorsModule,
    InteractionsModule,
  ],
})
export class PeopleModule {}
