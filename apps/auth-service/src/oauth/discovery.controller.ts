import { Public } from '@acgs/access';
import { WithoutConstitutionalHash } from '@acgs/constitutional-hash';
import { Controller, Get, Header, Inject } from '@nestjs/common';
import { ApiOperation } from '@nestjs/swagger';
import { AUTH_SETTINGS, type AuthSettings } from '../config.js';
import { CLIENT_AUTH_METHODS, TOKEN_PATH } from './authorization-server.js';

/** What oidc-provider would say of itself names endpoints that are not there. */
interface ServerMetadata {
  readonly issuer: string;
  readonly token_endpoint: string;
  readonly jwks_uri: string;
  readonly grant_types_supported: readonly string[];
  readonly response_types_supported: readonly string[];
  readonly token_endpoint_auth_methods_supported: readonly string[];
}

@Controller('.well-known')
@Public()
@WithoutConstitutionalHash()
export class DiscoveryController {
  private readonly metadata: ServerMetadata;

  constructor(@Inject(AUTH_SETTINGS) { AUTH_ISSUER }: AuthSettings) {
    const base = AUTH_ISSUER.replace(/\/$/, '');
    this.metadata = {
      issuer: AUTH_ISSUER,
      token_endpoint: `${base}${TOKEN_PATH}`,
      jwks_uri: `${base}/.well-known/jwks.json`,
      grant_types_supported: ['client_credentials'],
      response_types_supported: [],
      token_endpoint_auth_methods_supported: CLIENT_AUTH_METHODS,
    };
  }

  @Get(['openid-configuration', 'oauth-authorization-server'])
  @Header('Cache-Control', 'public, max-age=300')
  @ApiOperation({ security: [], summary: 'What this authorization server offers', description: 'RFC 8414' })
  discover(): ServerMetadata {
    return this.metadata;
  }
}
