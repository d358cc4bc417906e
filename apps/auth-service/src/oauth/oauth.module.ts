import { Module } from '@nestjs/common';
import type { Adapter } from 'oidc-provider';
import { ClientsModule } from '../clients/clients.module.js';
import { ClientsRepository } from '../clients/clients.repository.js';
import { AUTH_SETTINGS, type AuthSettings } from '../config.js';
import { AUTH_SECRETS, type AuthSecrets } from '../secrets/auth-secrets.js';
import { SecurityEventsModule } from '../security-events/security-events.module.js';
import { SessionLinks } from '../session-records/session-links.js';
import { SessionRecordsModule } from '../session-records/session-records.module.js';
import { SigningKeys } from '../signing-keys/signing-keys.js';
import { SigningKeysModule } from '../signing-keys/signing-keys.module.js';
import { UserAccounts } from '../user-records/user-accounts.js';
import { UserRecordsModule } from '../user-records/user-records.module.js';
import { AuthorizationServer } from './authorization-server.js';
import { AuthorizationController } from './authorization.controller.js';
import { clientAdapter } from './client-adapter.js';
import { DiscoveryController } from './discovery.controller.js';
import { ExpiredRecords } from './expired-records.js';
import { Grants } from './grants.js';
import { Interactions } from './interactions.js';
import { JwtAccessTokens } from './jwt-access-tokens.js';
import { linkedGrants, signedInHere } from './linked-grants.js';
import { OAuthRecordsRepository } from './oauth-records.repository.js';
import { OAuthController } from './oauth.controller.js';
import { providerConfiguration } from './provider-configuration.js';
import { RecordsAdapter } from './records-adapter.js';
import { TokenFamilies } from './token-families.js';
import { UserInfoController } from './userinfo.controller.js';

@Module({
  imports: [ClientsModule, SecurityEventsModule, SessionRecordsModule, SigningKeysModule, UserRecordsModule],
  controllers: [OAuthController, AuthorizationController, UserInfoController, DiscoveryController],
  providers: [
    OAuthRecordsRepository,
    TokenFamilies,
    JwtAccessTokens,
    Grants,
    Interactions,
    ExpiredRecords,
    {
      provide: AuthorizationServer,
      inject: [
        AUTH_SETTINGS,
        SigningKeys,
        AUTH_SECRETS,
        ClientsRepository,
        OAuthRecordsRepository,
        TokenFamilies,
        JwtAccessTokens,
        UserAccounts,
        SessionLinks,
      ],
      useFactory: makeServer,
    },
  ],
  exports: [AuthorizationServer, Interactions, Grants, TokenFamilies],
})
export class OAuthModule {}

function makeServer(
  settings: AuthSettings,
  keys: SigningKeys,
  secrets: AuthSecrets,
  clients: ClientsRepository,
  records: OAuthRecordsRepository,
  families: TokenFamilies,
  jwts: JwtAccessTokens,
  accounts: UserAccounts,
  links: SessionLinks,
): AuthorizationServer {
  const configuration = providerConfiguration(
    settings,
    accounts,
    () => keys.current().kid,
    signedInHere(links, settings.AUTH_ISSUER),
  );
  const adapter = (model: string): Adapter => {
    if (model === 'Client') return clientAdapter(clients);
    const kept = new RecordsAdapter(model, records, families);
    return model === 'AccessToken' || model === 'ClientCredentials' ? jwts.adapter(model, kept) : kept;
  };
  return new AuthorizationServer(
    settings.AUTH_ISSUER,
    {
      ...configuration,
      loadExistingGrant: linkedGrants(links, settings.AUTH_ISSUER),
      cookies: { ...configuration.cookies, keys: [secrets.cookies] },
      adapter,
    },
    () => keys.all(),
    (id, seconds) => records.insertOnce('ReplayDetection', id, seconds),
  );
}
