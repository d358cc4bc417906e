import { Module } from '@nestjs/common';
import { ClientsModule } from '../clients/clients.module.js';
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
import { Inviters } from './inviters.js';

@Module({
  imports: [ClientsModule, MailModule, PagesModule, PasswordsModule, SecurityEventsModule, UsersModule],
  controllers: [AcceptInvitationController, InvitationsController],
  providers: [AcceptInvitation, InvitationsRepository, InvitationsService, Inviters],
})
export class InvitationsModule {}
