import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { ServerResponse, IncomingMessage } from 'node:http';
import { randomBytes } from 'node:crypto';
import type { Configuration } from 'oidc-provider';
import { InvalidTarget } from 'oidc-provider/lib/helpers/errors.js';
import { Provider } from 'oidc-provider/lib/provider.js';
import { TOKEN_ALGORITHM } from '@acgs/access';
import { matchesSecret } from '../clients/client-secret.js';
import type { ClientsRepository } from '../clients/clients.repository.js';
import type { AuthSettings } from '../config.js';
import type { PrivateJwk } from '../signing-keys/signing-key.js';
import { clientAdapter } from './client-adapter.js';

export const TOKEN_PATH = '/api/v1/oauth/token';
export const CLIENT_AUTH_METHODS = ['client_secret_basic', 'client_secret_post'] as const;
type ResourceIndicators = NonNullable<NonNullable<Configuration['features']>['resourceIndicators']>;

const RETRY_AFTER_SECONDS = '2';

/** `oidc-provider` with one grant, client credentials (RFC 6749, section 4.4), giving JWT access tokens (RFC 9068). */
export class AuthorizationServer {
  private readonly handle: (request: IncomingMessage, response: ServerResponse) => Promise<void>;

  constructor(settings: AuthSettings, key: PrivateJwk, clients: ClientsRepository) {
    const provider = new Provider(settings.AUTH_ISSUER, configuration(settings, key, clients));
    provider.Client.prototype.compareClientSecret = function (this: { clientSecret?: string }, secret) {
      return matchesSecret(Buffer.from(this.clientSecret ?? '', 'hex'), secret);
    };
    provider.on('grant.error', (context, error) => {
      if (error.statusCode === 503) context.set('Retry-After', RETRY_AFTER_SECONDS);
    });
    this.handle = provider.callback();
  }

  /** Answers on the raw response, with the headers that the service's hooks have set for every answer. */
  async answer(request: FastifyRequest, reply: FastifyReply): Promise<void> {
    reply.hijack();
    for (const [name, value] of Object.entries(reply.getHeaders())) {
      if (value !== undefined) reply.raw.setHeader(name, value);
    }
    await this.handle(request.raw, reply.raw);
  }
}

/** oidc-provider reads forms itself. */
export function leaveFormsUnread(app: NestFastifyApplication): void {
  app
    .getHttpAdapter()
    .getInstance()
    .addContentTypeParser('application/x-www-form-urlencoded', (_request, _payload, done) => {
      done(null);
    });
}

/** Every token is for the one API; asking for another resource (RFC 8707) is refused. */
function resourceIndicators({ AUTH_AUDIENCE }: AuthSettings): ResourceIndicators {
  return {
    enabled: true,
    defaultResource: () => AUTH_AUDIENCE,
    useGrantedResource: () => true,
    getResourceServerInfo: (_context, resource) => {
      if (resource !== AUTH_AUDIENCE) throw new InvalidTarget();
      return {
        scope: '',
        audience: AUTH_AUDIENCE,
        accessTokenFormat: 'jwt',
        jwt: { sign: { alg: TOKEN_ALGORITHM } },
      };
    },
  };
}

function configuration(settings: AuthSettings, key: PrivateJwk, clients: ClientsRepository): Configuration {
  const off = { enabled: false };
  return {
    adapter: clientAdapter(clients),
    jwks: { keys: [key] },
    cookies: { keys: [randomBytes(32)] },
    routes: { token: TOKEN_PATH },
    scopes: [],
    responseTypes: [],
    clientAuthMethods: CLIENT_AUTH_METHODS,
    clientDefaults: {
      grant_types: ['client_credentials'],
      response_types: [],
      id_token_signed_response_alg: TOKEN_ALGORITHM,
    },
    clientBasedCORS: () => false,
    extraClientMetadata: { properties: ['tenant', 'roles', 'permissions'] },
    extraTokenClaims: (_context, { client }) => ({
      tenant: client?.tenant,
      roles: client?.roles,
      permissions: client?.permissions,
    }),
    features: {
      clientCredentials: { enabled: true },
      resourceIndicators: resourceIndicators(settings),
      devInteractions: off,
      dPoP: off,
      pushedAuthorizationRequests: off,
      rpInitiatedLogout: off,
      userinfo: off,
    },
    renderError: (context, out) => {
      context.body = out;
    },
    ttl: { ClientCredentials: settings.ACCESS_TOKEN_TTL_SECONDS },
  };
}
