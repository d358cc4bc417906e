import type { CallerIdentity } from '@acgs/access';
import { z } from 'zod';
import { ApprovalOfOwnRequestError, ApproverNoPersonError } from './approval.errors.js';
import type { EscalatedDecision } from './escalated-decision.js';

/** As the engine writes it into the subject of a delegated request. */
const DelegationSchema = z.looseObject({
  person: z.string().optional(),
  actors: z.array(z.string()).default([]),
});

/** All who have a part in a request: who sent it, for whom, and the chain that lends the sender its rights. */
function requestersOf({ requestedBy, request }: EscalatedDecision): ReadonlySet<string> {
  const { id, properties } = request.subject;
  const delegation = DelegationSchema.safeParse(properties.delegation).data;
  const { person = requestedBy, actors = [] } = delegation ?? {};
  return new Set([requestedBy, id, person, ...actors]);
}

/** @throws ApproverNoPersonError */
export function requireNoAgent({ isAgent }: CallerIdentity): void {
  if (isAgent) throw new ApproverNoPersonError();
}

/** @throws ApproverNoPersonError, ApprovalOfOwnRequestError */
export function requireAnother(escalated: EscalatedDecision, caller: CallerIdentity): void {
  requireNoAgent(caller);
  if (requestersOf(escalated).has(caller.subject)) {
    throw new ApprovalOfOwnRequestError(escalated.decision.decisionId);
  }
}
