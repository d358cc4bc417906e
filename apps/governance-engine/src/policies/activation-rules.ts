import type { CallerIdentity } from '@acgs/access';
import {
  ActivatorNoAgentError,
  ActiveVersionChangedError,
  OwnVersionError,
  PolicyVersionStateError,
} from './policy.errors.js';
import type { LockedPolicy, VersionState } from './policy-state.js';

type Activator = Pick<CallerIdentity, 'subject' | 'actors' | 'isAgent' | 'permissions'>;

/** @throws ActivatorNoAgentError */
export function requireNoAgent({ isAgent }: Pick<CallerIdentity, 'isAgent'>): void {
  if (isAgent) throw new ActivatorNoAgentError();
}

/**
 * Whether the caller puts in force what it has written itself, which `policies:activate-own` alone allows.
 *
 * @throws ActivatorNoAgentError, OwnVersionError
 * @throws PolicyVersionStateError for a version that was rejected
 */
export function isSelfActivation(id: string, target: VersionState, caller: Activator): boolean {
  requireNoAgent(caller);
  if (target.status === 'rejected') throw new PolicyVersionStateError(id, target, 'write another version');
  const isOwn = [caller.subject, ...caller.actors].includes(target.createdBy);
  if (isOwn && !caller.permissions.has('policies:activate-own'))
    throw new OwnVersionError(id, target.version);
  return isOwn;
}

/** @throws ActiveVersionChangedError when another version is in force than this one, which may be left out */
export function requireActive({ id, activeVersion }: LockedPolicy, version: number | undefined): void {
  if (version !== undefined && version !== activeVersion)
    throw new ActiveVersionChangedError(id, version, activeVersion);
}
