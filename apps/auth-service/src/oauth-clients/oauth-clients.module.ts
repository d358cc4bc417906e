import { Module } from '@nestjs/common';
import { ClientsModule } from '../clients/clients.module.js';
import { IdentityEndingsModule } from '../identity-endings/identity-endings.module.js';
import { OAuthModule } from '../oauth/oauth.module.js';
import { SecurityEventsModule } from '../security-events/security-events.module.js';
import { OAuthClientsController } from './oauth-clients.controller.js';
import { OAuthClientsRepository } from './oauth-clients.repository.js';
import { OAuthClientsService } from './oauth-clients.service.js';

@Module({
  imports: [ClientsModule, IdentityEndingsModule, OAuthModule, SecurityEventsModule],
  controllers: [OAuthClientsController],
  providers: [OAuthClientsService, OAuthClientsRepository],
})
export class OAuthClientsModule {}
