import { type AccessTokenClaims, type ActorClaim, permissionsOf } from '@acgs/contracts';
import type { CallerIdentity } from './caller-identity.js';

export function callerOf(claims: AccessTokenClaims): CallerIdentity {
  const actors = actorsOf(claims.act);
  return {
    subject: claims.sub,
    principal: claims.principal,
    isAgent: isAgent(claims),
    clientId: claims.client_id,
    tenant: claims.tenant,
    roles: claims.roles,
    permissions: new Set(permissionsOf(claims.roles, claims.permissions)),
    actor: actors[0] ?? claims.sub,
    actors,
    delegations: claims.dlg,
    grantId: claims.gid,
    authTime: claims.auth_time,
    acr: claims.acr,
    jkt: claims.cnf?.jkt ?? null,
    expiresAt: claims.exp,
  };
}

/** A client whose token says neither what it is nor its roles may be one. */
function isAgent({ act, principal, roles, agent }: AccessTokenClaims): boolean {
  if (act !== null) return true;
  return principal === 'client' && (roles.includes('agent') || (agent ?? roles.length === 0));
}

/** From the outermost, who acts now, inwards. */
export function actorsOf(claim: ActorClaim | null): string[] {
  const actors: string[] = [];
  for (let act: Pick<ActorClaim, 'sub' | 'act'> | null | undefined = claim; act; act = act.act)
    actors.push(act.sub);
  return actors;
}
