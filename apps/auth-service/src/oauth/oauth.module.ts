import { Module } from '@nestjs/common';
import { ClientsModule } from '../clients/clients.module.js';
import { ClientsRepository } from '../clients/clients.repository.js';
import { AUTH_SETTINGS, type AuthSettings } from '../config.js';
import { type PrivateJwk, SIGNING_KEY } from '../signing-keys/signing-key.js';
import { SigningKeysModule } from '../signing-keys/signing-keys.module.js';
import { AuthorizationServer } from './authorization-server.js';
import { DiscoveryController } from './discovery.controller.js';
import { OAuthController } from './oauth.controller.js';
import { SecretChecks } from './secret-checks.js';

@Module({
  imports: [ClientsModule, SigningKeysModule],
  controllers: [OAuthController, DiscoveryController],
  providers: [
    SecretChecks,
    {
      provide: AuthorizationServer,
      inject: [AUTH_SETTINGS, SIGNING_KEY, ClientsRepository, SecretChecks],
      useFactory: (
        settings: AuthSettings,
        key: PrivateJwk,
        clients: ClientsRepository,
        secrets: SecretChecks,
      ) => new AuthorizationServer(settings, key, clients, secrets),
    },
  ],
})
export class OAuthModule {}
