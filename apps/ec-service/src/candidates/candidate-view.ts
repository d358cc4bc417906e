import type { EvolutionCandidate, EvolutionGuard, EvolutionReview } from '@acgs/contracts';
import { isJudged } from '@acgs/evolution';
import type { FrontMember } from '../runs/front-member.js';
import type { CandidateRow } from './candidates.repository.js';

const HOUR = 60 * 60 * 1000;

export const candidateView = (row: CandidateRow): EvolutionCandidate => ({
  id: row.id,
  changes: [...row.changes],
  training: row.training,
  heldOut: row.heldOut,
  warnings: [...row.warnings],
  feasible: row.violation === 0,
  review: reviewView(row),
});

/** While the search goes on. */
export const memberView = (
  { id, scores }: FrontMember,
  changes: EvolutionCandidate['changes'],
): EvolutionCandidate => ({
  id,
  changes,
  training: { scores, intervals: null },
  heldOut: null,
  warnings: [],
  feasible: true,
  review: null,
});

function reviewView({
  review: status,
  reviewedBy: by,
  reviewedAt: at,
  reason,
  proposedVersion,
  guard,
}: CandidateRow): EvolutionReview | null {
  if (status === null || by === null || at === null) return null;
  return {
    status,
    by,
    at: at.toISOString(),
    reason,
    policyVersion: proposedVersion,
    guard: guardView(guard),
  };
}

function guardView(guard: CandidateRow['guard']): EvolutionGuard | null {
  if (guard === null) return null;
  const { status, hours, bounds, comparison } = guard;
  const isUnjudged = status === 'held' && (comparison === null || !isJudged(comparison, bounds));
  const since = guard.activeSince === null ? null : new Date(guard.activeSince);
  const until = since === null ? null : new Date(since.getTime() + hours * HOUR).toISOString();
  return {
    status: isUnjudged ? 'unjudged' : status,
    hours,
    bounds,
    activeSince: since?.toISOString() ?? null,
    until,
    comparison,
  };
}
