import type { EvolutionRun } from '@acgs/contracts';
import type { RunRow } from './runs.repository.js';

export const runView = ({ draft, ...run }: RunRow): EvolutionRun => ({
  id: run.id,
  policy: run.policyId,
  basedOn: run.policyVersion,
  pins: run.pins,
  status: run.status,
  outdated: run.outdated,
  failure: run.failure,
  startedBy: run.startedBy,
  startedAt: run.startedAt.toISOString(),
  finishedAt: run.finishedAt?.toISOString() ?? null,
  parameters: [...run.parameters],
  evidence: {
    ...draft.evidence,
    training: run.trainingCases,
    heldOut: run.heldOutCases,
    erased: run.erasedCases,
  },
  objectives: draft.objectives,
  budget: draft.budget,
  seed: draft.seed,
  generation: run.generation,
  evaluated: run.evaluated,
  hypervolume: run.hypervolume,
});
