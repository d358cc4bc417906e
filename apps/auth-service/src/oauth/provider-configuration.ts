import { PROOF_ALGORITHMS, TOKEN_ALGORITHM } from '@acgs/access';
import { PermissionSchema, permissionsOf } from '@acgs/contracts';
import type {
  Account as ProviderAccount,
  Client as ProviderClient,
  Configuration,
  KoaContextWithOIDC,
} from 'oidc-provider';
import { InvalidClientAuth, InvalidRequest, InvalidTarget } from 'oidc-provider/lib/helpers/errors.js';
import type { AuthSettings } from '../config.js';
import type { Account, UserAccounts } from '../user-records/user-accounts.js';
import { type ClientRights, EXTRA_METADATA } from './client-metadata.js';
import { ACR_VALUES, interactionPrompts } from './interaction-policy.js';
import { errorPage, signedOutPage, signOutPage } from './pages.js';
import { completeJwt, extraClaims, OIDC_SCOPES } from './token-contents.js';

export const PATHS = {
  authorization: '/api/v1/oauth/authorize',
  token: '/api/v1/oauth/token',
  introspection: '/api/v1/oauth/introspection',
  revocation: '/api/v1/oauth/revocation',
  pushed_authorization_request: '/api/v1/oauth/request',
  userinfo: '/api/v1/oauth/userinfo',
  end_session: '/api/v1/oauth/end-session',
} as const;
export const INTERACTIONS_PATH = '/api/v1/auth/interactions';
export const CLIENT_AUTH_METHODS = [
  'client_secret_basic',
  'client_secret_post',
  'private_key_jwt',
  'none',
] as const;
export const ASSERTION_ALGORITHMS = ['ES256', 'RS256', 'PS256', 'EdDSA', 'Ed25519'] as const;

const CODE_SECONDS = 60;
const INTERACTION_SECONDS = 900;
/** For a client whose clock is ahead, and for nothing that this server signs itself. */
const CLOCK_TOLERANCE_SECONDS = 15;
const ASSERTION_SECONDS_MAX = 3600;

type ResourceIndicators = NonNullable<NonNullable<Configuration['features']>['resourceIndicators']>;

interface AnyToken {
  readonly clientId?: string | undefined;
  readonly extra?: Readonly<Record<string, unknown>> | undefined;
}

export const CLAIMS = {
  openid: ['sub'],
  profile: ['name'],
  email: ['email', 'email_verified'],
};

/** What oidc-provider is told, but for the adapter, the keys and the key ids. */
export function providerConfiguration(
  settings: AuthSettings,
  accounts: UserAccounts,
  signingKid: () => string,
  isSignedInHere: (context: KoaContextWithOIDC) => Promise<boolean>,
): Configuration {
  return {
    routes: { ...PATHS },
    scopes: [...OIDC_SCOPES],
    claims: { ...CLAIMS, acr: null, auth_time: null, iss: null, sid: null },
    acrValues: [...ACR_VALUES],
    responseTypes: ['code'],
    clientAuthMethods: [...CLIENT_AUTH_METHODS],
    clientDefaults: {
      grant_types: [],
      response_types: [],
      id_token_signed_response_alg: TOKEN_ALGORITHM,
    },
    enabledJWA: {
      clientAuthSigningAlgValues: [...ASSERTION_ALGORITHMS],
      idTokenSigningAlgValues: [TOKEN_ALGORITHM],
      dPoPSigningAlgValues: [...PROOF_ALGORITHMS],
    },
    clockTolerance: CLOCK_TOLERANCE_SECONDS,
    allowOmittingSingleRegisteredRedirectUri: false,
    assertJwtClientAuthClaimsAndHeader: boundAssertion,
    clientBasedCORS: () => false,
    extraClientMetadata: { properties: [...EXTRA_METADATA] },
    extraTokenClaims: (context, token) => ({ ...extraClaims(context, token) }),
    formats: { customizers: { jwt: completeJwt } },
    findAccount: (context, id) => findAccount(accounts, context, id),
    pkce: { required: () => true },
    rotateRefreshToken: true,
    interactions: {
      policy: interactionPrompts(isSignedInHere),
      url: (_context, { uid }) => `${INTERACTIONS_PATH}/${uid}`,
    },
    cookies: cookies(settings),
    features: features(settings, signingKid),
    renderError: errorPage,
    ttl: lifetimes(settings),
  };
}

function features(settings: AuthSettings, signingKid: () => string): Configuration['features'] {
  const off = { enabled: false };
  return {
    clientCredentials: { enabled: true },
    resourceIndicators: resourceIndicators(settings, signingKid),
    pushedAuthorizationRequests: { enabled: true },
    introspection: { enabled: true, allowedPolicy: (_context, client, token) => mayRead(client, token) },
    revocation: { enabled: true, allowedPolicy: (_context, client, token) => mayRevoke(client, token) },
    dPoP: { enabled: true },
    rpInitiatedLogout: { enabled: true, logoutSource: signOutPage, postLogoutSuccessSource: signedOutPage },
    devInteractions: off,
    userinfo: off,
  };
}

/** `__Host-` binds a cookie to this host and to https (RFC 6265bis); a browser takes it with the path `/` alone. */
function cookies({ AUTH_ISSUER }: AuthSettings): Configuration['cookies'] {
  const isSecure = AUTH_ISSUER.startsWith('https:');
  const common = { httpOnly: true, sameSite: 'lax', secure: isSecure } as const;
  return {
    names: {
      session: isSecure ? '__Host-acgs_session' : 'acgs_session',
      interaction: isSecure ? '__Secure-acgs_interaction' : 'acgs_interaction',
      resume: isSecure ? '__Secure-acgs_resume' : 'acgs_resume',
    },
    long: common,
    short: common,
  };
}

/** Every token is for the one API; asking for another resource (RFC 8707) is refused. */
function resourceIndicators({ AUTH_AUDIENCE }: AuthSettings, signingKid: () => string): ResourceIndicators {
  return {
    enabled: true,
    defaultResource: () => AUTH_AUDIENCE,
    useGrantedResource: () => true,
    getResourceServerInfo: ({ oidc }, resource, client) => {
      if (resource !== AUTH_AUDIENCE) throw new InvalidTarget();
      const { roles, permissions, grantable } = client as unknown as ClientRights;
      const isForClient = oidc.params?.grant_type === 'client_credentials';
      return {
        scope: (isForClient ? permissionsOf(roles, permissions) : grantable).join(' '),
        audience: AUTH_AUDIENCE,
        accessTokenFormat: 'jwt',
        jwt: { sign: { alg: TOKEN_ALGORITHM, kid: signingKid() } },
      };
    },
  };
}

/** No token outlives its client. A refresh token that takes the place of another lives as long as that would have: a family has an end. */
function lifetimes(settings: AuthSettings): Configuration['ttl'] {
  const { ACCESS_TOKEN_TTL_SECONDS, REFRESH_TOKEN_TTL_SECONDS, AUTH_SESSION_TTL_SECONDS } = settings;
  return {
    AccessToken: ACCESS_TOKEN_TTL_SECONDS,
    AuthorizationCode: CODE_SECONDS,
    ClientCredentials: (_context, _token, client) => {
      const { ends_at: end = Number.POSITIVE_INFINITY } = client as unknown as ClientRights;
      return Math.max(1, Math.min(ACCESS_TOKEN_TTL_SECONDS, Math.floor((end - Date.now()) / 1000)));
    },
    Grant: AUTH_SESSION_TTL_SECONDS + REFRESH_TOKEN_TTL_SECONDS,
    IdToken: ACCESS_TOKEN_TTL_SECONDS,
    Interaction: INTERACTION_SECONDS,
    RefreshToken: ({ oidc }) =>
      Math.max(1, oidc.entities.RotatedRefreshToken?.remainingTTL ?? REFRESH_TOKEN_TTL_SECONDS),
    Session: AUTH_SESSION_TTL_SECONDS,
  };
}

/** Those of its own, and, for one that proves who it is, access tokens of its tenant. */
function mayRead(client: ProviderClient, token: AnyToken): boolean {
  if (token.clientId === client.clientId) return true;
  const { tenant } = client as unknown as ClientRights;
  return client.clientAuthMethod !== 'none' && token.extra?.tenant === tenant;
}

/** RFC 7009, section 2.1: the client is told. */
function mayRevoke(client: ProviderClient, token: AnyToken): true {
  if (token.clientId !== client.clientId) throw new InvalidRequest('the token is of another client');
  return true;
}

/** A person of another tenant than the client's is nobody to it. */
async function findAccount(
  accounts: UserAccounts,
  { oidc }: KoaContextWithOIDC,
  id: string,
): Promise<ProviderAccount | undefined> {
  const person = await accounts.find(id);
  const client = oidc.client as unknown as ClientRights | undefined;
  if (person === null || (client !== undefined && client.tenant !== person.tenant)) return undefined;
  return { accountId: person.id, claims: () => claimsOf(person), person };
}

const claimsOf = ({
  id,
  email,
  emailVerified,
  name,
}: Account): { sub: string; [claim: string]: unknown } => ({
  sub: id,
  name,
  email,
  email_verified: emailVerified,
});

/** One that lives longer would have to be remembered longer. */
function boundAssertion(_context: KoaContextWithOIDC, claims: { exp?: unknown }): void {
  if (typeof claims.exp !== 'number' || claims.exp > Date.now() / 1000 + ASSERTION_SECONDS_MAX) {
    throw new InvalidClientAuth('an assertion may live for an hour at most');
  }
}

export const ALL_SCOPES = [...OIDC_SCOPES, ...PermissionSchema.options] as const;
