import type { CallerIdentity } from '@acgs/access';
import type { EvaluationRequest } from '@acgs/contracts';
import { DelegationClaimedError, SubjectMismatchError } from './decision.errors.js';

const AGENT = 'agent';

/** For whom an agent acts, and by which delegations: what rules read as `subject.properties.delegation`. */
export interface Delegation {
  readonly person: string;
  /** Who acts first, then who passed it on, outwards. */
  readonly actors: readonly string[];
  /** From the person's own. */
  readonly delegations: readonly string[];
}

/** Null for a caller that acts for itself. */
export const delegationOf = ({ subject, actors, delegations }: CallerIdentity): Delegation | null =>
  actors.length === 0 ? null : { person: subject, actors, delegations };

/**
 * The request as it is decided and recorded: with the delegation that the caller's token rests on.
 *
 * @throws SubjectMismatchError, DelegationClaimedError when the caller says what its token does not, and may not
 */
export function askedRequest(request: EvaluationRequest, caller: CallerIdentity): EvaluationRequest {
  if (!caller.permissions.has('decisions:on-behalf')) requireOwnSubject(request, caller);
  const delegation = delegationOf(caller);
  if (delegation === null) return request;
  const { subject } = request;
  return { ...request, subject: { ...subject, properties: { ...subject.properties, delegation } } };
}

/** An agent may ask for itself alone, and as an agent, unless it was granted to ask for others. */
function requireOwnSubject({ subject }: EvaluationRequest, caller: CallerIdentity): void {
  if (subject.id !== caller.actor) throw new SubjectMismatchError('id', subject.id, caller.actor);
  if (subject.type !== AGENT && caller.isAgent) throw new SubjectMismatchError('type', subject.type, AGENT);
  if (Object.hasOwn(subject.properties, 'delegation')) throw new DelegationClaimedError();
}
