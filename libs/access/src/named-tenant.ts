import type { Permission } from '@acgs/contracts';
import { PermissionMissingError } from './access.errors.js';
import type { CallerIdentity } from './caller-identity.js';

/** The tenant that is asked for. @throws PermissionMissingError when it is not the caller's own, and it lacks the permission */
export function namedTenant(
  { tenant, permissions }: Pick<CallerIdentity, 'tenant' | 'permissions'>,
  asked: string = tenant,
  permission: Permission = 'tenants:any',
): string {
  if (asked !== tenant && !permissions.has(permission)) throw new PermissionMissingError(permission);
  return asked;
}
