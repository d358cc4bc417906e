import { ACR, type Permission, STEP_UP_MAX_AGE_SECONDS, STEP_UP_PERMISSIONS } from '@acgs/contracts';
import { AuthenticationInsufficientError } from './access.errors.js';
import type { CallerIdentity } from './caller-identity.js';

/**
 * Of a person, for what matters.
 *
 * @throws AuthenticationInsufficientError unless the token tells of a second factor within 15 minutes
 */
export function requireFreshSecondFactor(
  { acr, authTime }: Pick<CallerIdentity, 'acr' | 'authTime'>,
  permission: Permission,
): void {
  if (!STEP_UP_PERMISSIONS.has(permission)) return;
  const age = Date.now() / 1000 - (authTime ?? Number.NEGATIVE_INFINITY);
  if (acr !== ACR.mfa || age > STEP_UP_MAX_AGE_SECONDS) throw new AuthenticationInsufficientError(permission);
}
