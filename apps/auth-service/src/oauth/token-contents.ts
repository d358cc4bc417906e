import { type Permission, PermissionSchema, permissionsOf } from '@acgs/contracts';
import type { JWTStructured, KoaContextWithOIDC } from 'oidc-provider';
import { InvalidScope } from 'oidc-provider/lib/helpers/errors.js';
import type { Account } from '../user-records/user-accounts.js';
import type { ClientRights } from './client-metadata.js';

export const OIDC_SCOPES = ['openid', 'offline_access', 'profile', 'email'] as const;

type Claims = Readonly<Record<string, unknown>>;

/** The tokens that become JWTs: of a person (`AccessToken`) or of the client itself (`ClientCredentials`). */
export interface IssuedToken {
  readonly kind: string;
  readonly client?: unknown;
  readonly grantId?: string;
  scope?: string | undefined;
}

/** Every access token that is issued gets its claims here. */
export function extraClaims(context: KoaContextWithOIDC, token: IssuedToken): Claims {
  return token.kind === 'ClientCredentials' ? claimsOfClient(context, token) : claimsOfPerson(context, token);
}

/** The registered claims are oidc-provider's; `scope` has the scopes of OpenID Connect beside those of the API. */
export function completeJwt(_context: KoaContextWithOIDC, token: IssuedToken, jwt: JWTStructured): void {
  jwt.payload.scope = token.scope === '' ? undefined : token.scope;
}

/** Without a scope a client gets all that it may; with one, those permissions and no roles. */
function claimsOfClient({ oidc }: KoaContextWithOIDC, token: IssuedToken): Claims {
  const { tenant, roles, permissions, agent } = token.client as ClientRights;
  const own = { tenant, principal: 'client', agent };
  if (oidc.params?.scope === undefined) return { ...own, roles, permissions };
  const narrowed = permissionsIn(token.scope, permissionsOf(roles, permissions));
  if (narrowed.length === 0)
    throw new InvalidScope('the client has none of these permissions', token.scope ?? '');
  return { ...own, roles: [], permissions: narrowed };
}

/** A person's client gets what it asked for, the person allowed and the person may do now: nothing by default. */
function claimsOfPerson({ oidc }: KoaContextWithOIDC, token: IssuedToken): Claims {
  const { person } = oidc.account as unknown as { person: Account };
  const { AuthorizationCode: code, RefreshToken: refresh } = oidc.entities;
  const source = code ?? refresh;
  const permissions = permissionsIn(token.scope, permissionsOf(person.roles));
  const granted = source?.scope?.split(' ') ?? [];
  token.scope = [...OIDC_SCOPES.filter((scope) => granted.includes(scope)), ...permissions].join(' ');
  return {
    tenant: person.tenant,
    principal: 'person',
    roles: [],
    permissions,
    gid: token.grantId,
    auth_time: source?.authTime,
    acr: source?.acr,
    amr: source?.amr,
  };
}

function permissionsIn(scope: string | undefined, allowed: readonly Permission[]): Permission[] {
  const asked = new Set(scope?.split(' '));
  return PermissionSchema.options.filter(
    (permission) => asked.has(permission) && allowed.includes(permission),
  );
}
