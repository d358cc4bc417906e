import { Module } from '@nestjs/common';
import { MailModule } from '../mail/mail.module.js';
import { PagesModule } from '../pages/pages.module.js';
import { PasswordsModule } from '../passwords/passwords.module.js';
import { SecurityEventsModule } from '../security-events/security-events.module.js';
import { UsersModule } from '../users/users.module.js';
import { AcceptInvitation } from './accept-invitation.js';
import { AcceptInvitationController } from './accept-invitation.controller.js';
import { InvitationsController } from './invitations.controller.js';
import { InvitationsRepository } from './invitations.repository.js';
import { InvitationsService } from './invitations.service.js';

@Module({
  imports: [MailModule, PagesModule, PasswordsModule, SecurityEventsModule, UsersModule],
  controllers: [AcceptInvitationController, InvitationsController],
  providers: [AcceptInvitation, InvitationsRepository, InvitationsService],
})
export class InvitationsModule {}
