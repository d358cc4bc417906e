import type { Permission } from '@acgs/contracts';
import { PermissionMissingError } from './access.errors.js';
import type { CallerIdentity } from './caller-identity.js';
import { requireFreshSecondFactor } from './step-up.js';

/**
 * For what a body or a query asks beyond the permission of its route.
 *
 * @throws PermissionMissingError
 * @throws AuthenticationInsufficientError for a person without a fresh second factor, where one is needed
 */
export function demandPermission(caller: CallerIdentity, permission: Permission): void {
  if (!caller.permissions.has(permission)) throw new PermissionMissingError(permission);
  if (caller.principal === 'person') requireFreshSecondFactor(caller, permission);
}
