import { Module } from '@nestjs/common';
import { ClientsModule } from '../clients/clients.module.js';
import { MailModule } from '../mail/mail.module.js';
import { PagesModule } from '../pages/pages.module.js';
import { PasswordsModule } from '../passwords/passwords.module.js';
import { SecurityEventsModule } from '../security-events/security-events.module.js';
import { UserRecordsModule } from '../user-records/user-records.module.js';
import { AcceptInvitationController } from './accept-invitation.controller.js';
import { AcceptInvitation } from './accept-invitation.js';
import { InvitationsController } from './invitations.controller.js';
import { InvitationsRepository } from './invitations.repository.js';
import { InvitationsService } from './invitations.service.js';
import { Inviters } from './inviters.js';

@Module({
  imports: [ClientsModule, MailModule, PagesModule, PasswordsModule, SecurityEventsModule, UserRecordsModule],
  controllers: [AcceptInvitationController, InvitationsController],
  providers: [AcceptInvitation, InvitationsRepository, InvitationsService, Inviters],
})
export class InvitationsModule {}
