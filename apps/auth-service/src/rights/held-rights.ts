import type { CallerIdentity } from '@acgs/access';
import type { Permission } from '@acgs/contracts';
import { ActsForAnotherError, AgentHandsOutRightsError, PermissionsExceededError } from './rights.errors.js';

/** @throws PermissionsExceededError unless all are among those that are held */
export function requireHeld(held: ReadonlySet<Permission>, given: readonly Permission[]): void {
  const missing = given.filter((permission) => !held.has(permission));
  if (missing.length > 0) throw new PermissionsExceededError(missing);
}

/** @throws ActsForAnotherError for a delegated token: further delegations alone pass rights on */
export function requireActsItself({ actors }: CallerIdentity): void {
  if (actors.length > 0) throw new ActsForAnotherError();
}

/** @throws ActsForAnotherError, AgentHandsOutRightsError: what an agent makes could outlive it */
export function requireNoAgent(caller: CallerIdentity): void {
  requireActsItself(caller);
  if (caller.isAgent) throw new AgentHandsOutRightsError();
}
