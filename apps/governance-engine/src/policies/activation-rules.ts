import type { CallerIdentity } from '@acgs/access';
import {
  ActivatorNoAgentError,
  ActiveVersionChangedError,
  NothingInForceError,
  OwnVersionError,
  PolicyVersionStateError,
} from './policy.errors.js';
import type { Behind, LockedPolicy, VersionState } from './policy-state.js';

type Activator = Pick<CallerIdentity, 'subject' | 'actors' | 'clientId' | 'isAgent' | 'permissions'>;

/** @throws ActivatorNoAgentError */
export function requireNoAgent({ isAgent }: Pick<CallerIdentity, 'isAgent'>): void {
  if (isAgent) throw new ActivatorNoAgentError();
}

/**
 * Whether the caller puts in force what it, or one that stands behind it, has written itself, which `policies:activate-own` alone allows.
 *
 * @throws ActivatorNoAgentError, OwnVersionError
 * @throws PolicyVersionStateError for a version that was rejected
 */
export function isSelfActivation(id: string, target: VersionState, caller: Activator): boolean {
  requireNoAgent(caller);
  if (target.status === 'rejected') throw new PolicyVersionStateError(id, target, 'write another version');
  const isOwn = isSame(namesOf(target.createdBy, target.behind), namesOf(caller.subject, caller));
  if (isOwn && !caller.permissions.has('policies:activate-own'))
    throw new OwnVersionError(id, target.version);
  return isOwn;
}

interface Names {
  readonly acting: readonly string[];
  readonly client: string | null;
}

const namesOf = (subject: string, behind: Behind | null): Names => ({
  acting: [subject, ...(behind?.actors ?? [])],
  client: behind?.clientId ?? null,
});

/** Two who come through one client, such as that of a web page, are two; the client itself is no third. */
function isSame(writer: Names, activator: Names): boolean {
  const { acting } = activator;
  return (
    writer.acting.some((name) => acting.includes(name) || name === activator.client) ||
    (writer.client !== null && acting.includes(writer.client))
  );
}

/** @throws ActiveVersionChangedError when another version is in force than this one, which may be left out */
export function requireActive({ id, activeVersion }: LockedPolicy, version: number | undefined): void {
  if (version !== undefined && version !== activeVersion)
    throw new ActiveVersionChangedError(id, version, activeVersion);
}

/** What was taken out of force on purpose is activated anew, and not rolled back to. @throws NothingInForceError */
export function requireInForce({ id, activeVersion }: LockedPolicy): void {
  if (activeVersion === null) throw new NothingInForceError(id);
}
