import { PROOF_ALGORITHMS, Public, TOKEN_ALGORITHM } from '@acgs/access';
import { WithoutConstitutionalHash } from '@acgs/constitutional-hash';
import { Controller, Get, Header, Inject } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { AUTH_SETTINGS, type AuthSettings } from '../config.js';
import { TOKEN_EXCHANGE } from './client-metadata.js';
import { ACR_VALUES } from './interaction-policy.js';
import {
  ALL_SCOPES,
  ASSERTION_ALGORITHMS,
  CLAIMS,
  CLIENT_AUTH_METHODS,
  PATHS,
} from './provider-configuration.js';

const texts = z.array(z.string());

/** RFC 8414 and OpenID Connect Discovery 1.0. */
const ServerMetadataSchema = z
  .strictObject({
    issuer: z.string(),
    authorization_endpoint: z.string(),
    token_endpoint: z.string(),
    introspection_endpoint: z.string(),
    revocation_endpoint: z.string(),
    pushed_authorization_request_endpoint: z.string(),
    userinfo_endpoint: z.string(),
    end_session_endpoint: z.string(),
    jwks_uri: z.string(),
    scopes_supported: texts,
    claims_supported: texts,
    acr_values_supported: texts,
    response_types_supported: texts,
    response_modes_supported: texts,
    grant_types_supported: texts,
    subject_types_supported: texts,
    id_token_signing_alg_values_supported: texts,
    token_endpoint_auth_methods_supported: texts,
    token_endpoint_auth_signing_alg_values_supported: texts,
    introspection_endpoint_auth_methods_supported: texts,
    revocation_endpoint_auth_methods_supported: texts,
    code_challenge_methods_supported: texts,
    dpop_signing_alg_values_supported: texts,
    authorization_response_iss_parameter_supported: z.boolean(),
    request_parameter_supported: z.boolean(),
    request_uri_parameter_supported: z.boolean(),
    claims_parameter_supported: z.boolean(),
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
    this.metadata = metadataOf(AUTH_ISSUER);
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

/** What oidc-provider would say of itself names endpoints that are not there. */
function metadataOf(issuer: string): ServerMetadata {
  const base = issuer.replace(/\/$/, '');
  const methods = [...CLIENT_AUTH_METHODS];
  return {
    issuer,
    authorization_endpoint: `${base}${PATHS.authorization}`,
    token_endpoint: `${base}${PATHS.token}`,
    introspection_endpoint: `${base}${PATHS.introspection}`,
    revocation_endpoint: `${base}${PATHS.revocation}`,
    pushed_authorization_request_endpoint: `${base}${PATHS.pushed_authorization_request}`,
    userinfo_endpoint: `${base}${PATHS.userinfo}`,
    end_session_endpoint: `${base}${PATHS.end_session}`,
    jwks_uri: `${base}/.well-known/jwks.json`,
    scopes_supported: [...ALL_SCOPES],
    claims_supported: [...Object.values(CLAIMS).flat(), 'acr', 'auth_time', 'iss'],
    acr_values_supported: [...ACR_VALUES],
    response_types_supported: ['code'],
    response_modes_supported: ['query', 'fragment', 'form_post'],
    grant_types_supported: ['authorization_code', 'client_credentials', 'refresh_token', TOKEN_EXCHANGE],
    subject_types_supported: ['public'],
    id_token_signing_alg_values_supported: [TOKEN_ALGORITHM],
    token_endpoint_auth_methods_supported: methods,
    token_endpoint_auth_signing_alg_values_supported: [...ASSERTION_ALGORITHMS],
    introspection_endpoint_auth_methods_supported: methods,
    revocation_endpoint_auth_methods_supported: methods,
    code_challenge_methods_supported: ['S256'],
    dpop_signing_alg_values_supported: [...PROOF_ALGORITHMS],
    authorization_response_iss_parameter_supported: true,
    request_parameter_supported: false,
    request_uri_parameter_supported: false,
    claims_parameter_supported: false,
  };
}
