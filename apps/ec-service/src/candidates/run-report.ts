import type { CallerIdentity } from '@acgs/access';
import { type Genome, renderReport, type ReportInput } from '@acgs/evolution';
import { Injectable } from '@nestjs/common';
import { RunNotFoundError, RunStatusError } from '../runs/run.errors.js';
import { type RunRow, RunsRepository } from '../runs/runs.repository.js';
import { RunsService } from '../runs/runs.service.js';
import { tunedPolicy } from '../runs/tuned-policy.js';
import { type CandidateRow, CandidatesRepository } from './candidates.repository.js';
import { genomeWith } from './parameter-setting.js';

/** A complete run as a page to look at. */
@Injectable()
export class RunReport {
  constructor(
    private readonly service: RunsService,
    private readonly runs: RunsRepository,
    private readonly candidates: CandidatesRepository,
  ) {}

  /** @throws RunNotFoundError, RunStatusError before the run is complete */
  async of(runId: string, { tenant }: CallerIdentity): Promise<string> {
    const run = await this.service.stored(runId, tenant);
    const [today, ...candidates] = await this.candidates.list(tenant, runId);
    if (today === undefined) throw new RunStatusError(runId, run.status, 'reported');
    const documents = await this.runs.documentsOf(tenant, runId);
    if (documents === null) throw new RunNotFoundError(runId);
    const tuned = tunedPolicy(documents.sources, run.policyId, run.parameters);
    const genomeOf = ({ settings }: CandidateRow): Genome => genomeWith(tuned, settings);
    return renderReport({
      run: runOf(run),
      objectives: run.draft.objectives,
      parameters: tuned.space.tuned,
      history: await this.runs.history(tenant, runId),
      today: { ...measuresOf(today), genome: genomeOf(today) },
      candidates: candidates.map((candidate) => ({
        ...measuresOf(candidate),
        genome: genomeOf(candidate),
        id: candidate.id,
        changes: candidate.changes,
        warnings: candidate.warnings,
      })),
    });
  }
}

const runOf = ({ draft, ...run }: RunRow): ReportInput['run'] => ({
  id: run.id,
  policy: run.policyId,
  version: run.policyVersion,
  status: run.status,
  startedBy: run.startedBy,
  startedAt: run.startedAt.toISOString(),
  seed: draft.seed,
  ...draft.budget,
  trainingCases: run.trainingCases,
  heldOutCases: run.heldOutCases,
});

const measuresOf = ({ training, heldOut }: CandidateRow): Omit<ReportInput['today'], 'genome'> => ({
  training: training.scores,
  heldOut: heldOut.scores,
  intervals: heldOut.intervals,
});
