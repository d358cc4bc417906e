import { Module } from '@nestjs/common';
import { ClientsModule } from '../clients/clients.module.js';
import { ClientsRepository } from '../clients/clients.repository.js';
import { AUTH_SETTINGS, type AuthSettings } from '../config.js';
import { KEY_ENCRYPTION_KEY, type PrivateJwk, SIGNING_KEY } from '../signing-keys/signing-key.js';
import { SigningKeysModule } from '../signing-keys/signing-keys.module.js';
import { SessionLinks } from '../sessions/session-links.js';
import { SessionRecordsModule } from '../sessions/session-records.module.js';
import { UserAccounts } from '../users/user-accounts.js';
import { UserRecordsModule } from '../users/user-records.module.js';
import { ACCOUNTS, type Accounts } from './accounts.js';
import { AuthorizationServer } from './authorization-server.js';
import { clientAdapter } from './client-adapter.js';
import { cookieKeyOf } from './cookie-keys.js';
import { DiscoveryController } from './discovery.controller.js';
import { ExpiredRecords } from './expired-records.js';
import { linkedGrants } from './linked-grants.js';
import { Grants } from './grants.js';
import { Interactions } from './interactions.js';
import { OAuthRecordsRepository } from './oauth-records.repository.js';
import { OAuthController } from './oauth.controller.js';
import { providerConfiguration } from './provider-configuration.js';
import { RecordsAdapter } from './records-adapter.js';
import { SignInController } from './sign-in.controller.js';
import { TokenFamilies } from './token-families.js';
import { UserInfoController } from './userinfo.controller.js';

@Module({
  imports: [ClientsModule, SigningKeysModule, SessionRecordsModule, UserRecordsModule],
  controllers: [OAuthController, SignInController, UserInfoController, DiscoveryController],
  providers: [
    { provide: ACCOUNTS, useExisting: UserAccounts },
    OAuthRecordsRepository,
    TokenFamilies,
    Grants,
    Interactions,
    ExpiredRecords,
    {
      provide: AuthorizationServer,
      inject: [
        AUTH_SETTINGS,
        SIGNING_KEY,
        KEY_ENCRYPTION_KEY,
        ClientsRepository,
        OAuthRecordsRepository,
        TokenFamilies,
        ACCOUNTS,
        SessionLinks,
      ],
      useFactory: makeServer,
    },
  ],
  exports: [ACCOUNTS, AuthorizationServer, Interactions, Grants, TokenFamilies],
})
export class OAuthModule {}

function makeServer(
  settings: AuthSettings,
  key: PrivateJwk,
  encryptionKey: Buffer,
  clients: ClientsRepository,
  records: OAuthRecordsRepository,
  families: TokenFamilies,
  accounts: Accounts,
  links: SessionLinks,
): AuthorizationServer {
  const configuration = providerConfiguration(settings, accounts, () => key.kid);
  return new AuthorizationServer(
    settings.AUTH_ISSUER,
    {
      ...configuration,
      loadExistingGrant: linkedGrants(links),
      cookies: { ...configuration.cookies, keys: [cookieKeyOf(encryptionKey)] },
      jwks: { keys: [key] },
      adapter: (model) =>
        model === 'Client' ? clientAdapter(clients) : new RecordsAdapter(model, records, families),
    },
    (id, seconds) => records.insertOnce('ReplayDetection', id, seconds),
  );
}
