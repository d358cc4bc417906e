import type { CallerIdentity } from '@acgs/access';
import { type Permission, permissionsOf, type Role, separatedAmong } from '@acgs/contracts';
import { requireHeld } from '../rights/held-rights.js';
import { RolesSeparatedError } from '../users/user.errors.js';

interface ClientRights {
  readonly roles: readonly Role[];
  readonly permissions: readonly Permission[];
  readonly scopes: readonly Permission[];
}

/**
 * What a client has for itself, whoever gives it holds. Scopes bound what people may lend it of their own: those, whoever
 * gives people any role may choose freely. Who gets the secret of a client, or says where it is, could act as it: the same
 * is asked then.
 *
 * @throws PermissionsExceededError, RolesSeparatedError
 */
export function requireMayGive(
  { permissions: held }: CallerIdentity,
  { roles, permissions, scopes }: ClientRights,
): void {
  const pair = separatedAmong(roles);
  if (pair !== null) throw new RolesSeparatedError(pair);
  requireHeld(held, permissionsOf(roles, permissions));
  if (!held.has('roles:grant')) requireHeld(held, scopes);
}
