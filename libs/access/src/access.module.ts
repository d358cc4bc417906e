import { type DynamicModule, Module } from '@nestjs/common';
import { APP_GUARD, DiscoveryModule } from '@nestjs/core';
import { AccessGuard } from './access.guard.js';
import { ACCESS_SETTINGS, type AccessSettings } from './access.variables.js';
import { ApiKeyExchange } from './api-key-exchange.js';
import { ProofVerifier } from './proof-verifier.js';
import { Revocations } from './revocations.js';
import { RouteRules } from './route-rules.js';
import { TokenVerifier } from './token-verifier.js';

/** Guards every route by its mark, takes in the `Revocations` that others bring, and gives `TokenVerifier`. Import it after `ConstitutionalHashModule`: the hash is asked for first. `service` names the kind of process: a proof that passed the gateway passes the service behind it, too. */
@Module({})
export class AccessModule {
  static forRoot(settings: AccessSettings, service: string): DynamicModule {
    const { AUTH_ISSUER, AUTH_JWKS_URL, AUTH_AUDIENCE, PUBLIC_ORIGIN } = settings;
    return {
      module: AccessModule,
      global: true,
      imports: [DiscoveryModule],
      providers: [
        {
          provide: ACCESS_SETTINGS,
          useValue: { AUTH_ISSUER, AUTH_JWKS_URL, AUTH_AUDIENCE, PUBLIC_ORIGIN, service },
        },
        RouteRules,
        ApiKeyExchange,
        Revocations,
        TokenVerifier,
        ProofVerifier,
        { provide: APP_GUARD, useClass: AccessGuard },
      ],
      exports: [Revocations, TokenVerifier],
    };
  }
}
