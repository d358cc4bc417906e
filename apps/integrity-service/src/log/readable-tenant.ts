import { type CallerIdentity, PermissionMissingError } from '@acgs/access';

/** The tenant whose log is asked for. @throws PermissionMissingError when it is another's, and the caller may not read it */
export function readableTenant(
  { tenant, permissions }: Pick<CallerIdentity, 'tenant' | 'permissions'>,
  asked: string = tenant,
): string {
  if (asked !== tenant && !permissions.has('log:any-tenant')) {
    throw new PermissionMissingError('log:any-tenant');
  }
  return asked;
}
