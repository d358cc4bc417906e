import { DEFAULT_TENANT, type Permission, type Role } from '@acgs/contracts';
import type { AdapterPayload } from 'oidc-provider';
import { isAgent } from '../clients/client-agent.js';
import { hashOfNoSecret } from '../clients/client-secret.js';
import type { Client } from '../clients/clients.repository.js';

/** RFC 8693. */
export const TOKEN_EXCHANGE = 'urn:ietf:params:oauth:grant-type:token-exchange';

/** What oidc-provider keeps of a client beside what it knows itself. */
export const EXTRA_METADATA = ['tenant', 'roles', 'permissions', 'grantable', 'agent', 'ends_at'] as const;

/** A client as oidc-provider hands it out: made by `metadataOf`. */
export interface ClientRights {
  readonly clientId: string;
  readonly clientName?: string;
  readonly tenant: string;
  readonly roles: readonly Role[];
  readonly permissions: readonly Permission[];
  /** `scopes` of the client: oidc-provider has another use for that name. */
  readonly grantable: readonly Permission[];
  readonly agent: boolean;
  /** Milliseconds since 1970. */
  readonly ends_at?: number;
}

/** Stands for an unknown client, so that it is refused by the same steps as a wrong secret. */
export const decoy = (id: string): Client => ({
  id,
  secretHash: hashOfNoSecret(),
  tenant: DEFAULT_TENANT,
  roles: [],
  permissions: [],
  name: null,
  authMethod: 'client_secret',
  redirectUris: [],
  postLogoutRedirectUris: [],
  scopes: [],
  jwks: null,
  dpopBound: false,
  expiresAt: null,
});

/** In the words of OpenID Connect Dynamic Client Registration. */
export function metadataOf(client: Client): AdapterPayload {
  const { authMethod, redirectUris, jwks } = client;
  return {
    client_id: client.id,
    ...(client.name === null ? {} : { client_name: client.name }),
    token_endpoint_auth_method: authMethod === 'client_secret' ? 'client_secret_basic' : authMethod,
    ...(authMethod === 'client_secret' ? { client_secret: client.secretHash.toString('hex') } : {}),
    ...(jwks === null ? {} : { jwks: jwks }),
    grant_types: grantTypesOf(client),
    response_types: redirectUris.length === 0 ? [] : ['code'],
    redirect_uris: [...redirectUris],
    post_logout_redirect_uris: [...client.postLogoutRedirectUris],
    dpop_bound_access_tokens: client.dpopBound,
    tenant: client.tenant,
    roles: [...client.roles],
    permissions: [...client.permissions],
    grantable: [...client.scopes],
    agent: isAgent(client),
    ...(client.expiresAt === null ? {} : { ends_at: client.expiresAt.getTime() }),
  };
}

/** A client that cannot prove who it is gets no token of its own. */
const grantTypesOf = ({ authMethod, redirectUris }: Client): string[] => [
  ...(authMethod === 'none' ? [] : ['client_credentials', TOKEN_EXCHANGE]),
  ...(redirectUris.length === 0 ? [] : ['authorization_code', 'refresh_token']),
];
