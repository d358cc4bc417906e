import { Module } from '@nestjs/common';
import { ClientsModule } from '../clients/clients.module.js';
import { ClientsRepository } from '../clients/clients.repository.js';
import { AUTH_SETTINGS, type AuthSettings } from '../config.js';
import { type PrivateJwk, SIGNING_KEY } from '../signing-keys/signing-key.js';
import { SigningKeysModule } from '../signing-keys/signing-keys.module.js';
import { AuthorizationServer } from './authorization-server.js';
import { DiscoveryController } from './discovery.controller.js';
import { OAuthController } from './oauth.controller.js';

@Module({
  imports: [ClientsModule, SigningKeysModule],
  controllers: [OAuthController, DiscoveryController],
  providers: [
    {
      provide: AuthorizationServer,
      inject: [AUTH_SETTINGS, SIGNING_KEY, ClientsRepository],
      useFactory: (settings: AuthSettings, key: PrivateJwk, clients: ClientsRepository) =>
        new AuthorizationServer(settings, key, clients),
    },
  ],
})
export class OAuthModule {}
