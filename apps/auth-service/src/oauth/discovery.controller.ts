import { Public } from '@acgs/access';
import { WithoutConstitutionalHash } from '@acgs/constitutional-hash';
import { Controller, Get, Header, Inject } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { AUTH_SETTINGS, type AuthSettings } from '../config.js';
import { CLIENT_AUTH_METHODS, TOKEN_PATH } from './authorization-server.js';

/** RFC 8414. What oidc-provider would say of itself names endpoints that are not there. */
const ServerMetadataSchema = z
  .object({
    issuer: z.string(),
    token_endpoint: z.string(),
    jwks_uri: z.string(),
    grant_types_supported: z.array(z.string()),
    response_types_supported: z.array(z.string()),
    token_endpoint_auth_methods_supported: z.array(z.string()),
  })
  .meta({ id: 'ServerMetadata' });
type ServerMetadata = z.infer<typeof ServerMetadataSchema>;

@Controller('.well-known')
@ApiTags('tokens')
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
      token_endpoint_auth_methods_supported: [...CLIENT_AUTH_METHODS],
    };
  }

  @Get('openid-configuration')
  @Header('Cache-Control', 'public, max-age=300')
  @ApiOperation({
    operationId: 'getOpenIdConfiguration',
    security: [],
    summary: 'What this authorization server offers',
    description: 'OpenID Connect Discovery 1.0',
  })
  @ApiOkResponse({ standardSchema: ServerMetadataSchema })
  discover(): ServerMetadata {
    return this.metadata;
  }

  @Get('oauth-authorization-server')
  @Header('Cache-Control', 'public, max-age=300')
  @ApiOperation({
    operationId: 'getAuthorizationServer',
    security: [],
    summary: 'What this authorization server offers, where OAuth looks for it',
    description: 'RFC 8414',
  })
  @ApiOkResponse({ standardSchema: ServerMetadataSchema })
  discoverOAuth(): ServerMetadata {
    return this.metadata;
  }
}
