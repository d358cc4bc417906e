import type { CallerIdentity } from '@acgs/access';
import type {
  EvolutionCandidateDetail,
  EvolutionFlip,
  EvolutionFlipPage,
  EvolutionFlipPageQuery,
  EvolutionFront,
} from '@acgs/contracts';
import { pageFrom } from '@acgs/database';
import { flipsOf } from '@acgs/evolution';
import type { Deadline } from '@acgs/http-client';
import { Injectable } from '@nestjs/common';
import { RunNotFoundError } from '../runs/run.errors.js';
import { runView } from '../runs/run-view.js';
import { type RunRow, RunsRepository } from '../runs/runs.repository.js';
import { RunsService } from '../runs/runs.service.js';
import { tunedPolicy, type TunedPolicy } from '../runs/tuned-policy.js';
import { TODAY } from './candidate.entity.js';
import { CandidateNotFoundError } from './candidate.errors.js';
import { candidateView, memberView } from './candidate-view.js';
import { type CandidateRow, CandidatesRepository, type DifferingCase } from './candidates.repository.js';
import { documentWith } from './parameter-setting.js';

interface CandidateOfRun {
  readonly run: RunRow;
  readonly candidate: CandidateRow;
}

@Injectable()
export class CandidatesService {
  constructor(
    private readonly runs: RunsService,
    private readonly records: RunsRepository,
    private readonly candidates: CandidatesRepository,
  ) {}

  /** What is best so far, and once the run is complete with what it is worth. @throws RunNotFoundError */
  async front(runId: string, caller: CallerIdentity, deadline: Deadline): Promise<EvolutionFront> {
    const run = await this.runs.find(runId, caller, deadline);
    const [today, ...candidates] = await this.candidates.list(run.tenant, runId);
    if (today !== undefined) {
      const { training, heldOut } = today;
      return { run: runView(run), today: { training, heldOut }, candidates: candidates.map(candidateView) };
    }
    const { front, tuned } = await this.documentsOf(run);
    const members = front.map((member) =>
      memberView(member, tuned.space.changes(tuned.document, member.genome)),
    );
    return { run: runView(run), today: null, candidates: members };
  }

  /** @throws RunNotFoundError, CandidateNotFoundError before the run is complete, too */
  async find(runId: string, candidateId: string, caller: CallerIdentity): Promise<EvolutionCandidateDetail> {
    const { run, candidate } = await this.stored(runId, candidateId, caller);
    return { ...candidateView(candidate), document: await this.documentOf(run, candidate) };
  }

  /** By name what comes out differently than under the policy of today. @throws as `find`, and EvidenceGoneError */
  async flips(
    runId: string,
    candidateId: string,
    query: EvolutionFlipPageQuery,
    caller: CallerIdentity,
  ): Promise<EvolutionFlipPage> {
    const { run } = await this.stored(runId, candidateId, caller);
    await this.runs.requireEvidence(run);
    const cases = await this.candidates.differing(run.tenant, runId, candidateId, query);
    return pageFrom(
      flipsIn(cases),
      query.limit,
      (one) => flipView(one, run.trainingCases),
      ({ place }) => String(place + 1),
    );
  }

  /** @throws as `find` */
  async stored(runId: string, candidateId: string, { tenant }: CallerIdentity): Promise<CandidateOfRun> {
    const run = await this.runs.stored(runId, tenant);
    const candidate = candidateId === TODAY ? null : await this.candidates.find(tenant, runId, candidateId);
    if (candidate === null) throw new CandidateNotFoundError(runId, candidateId);
    return { run, candidate };
  }

  /** The policy as it would be. */
  async documentOf(run: RunRow, { settings }: CandidateRow): Promise<EvolutionCandidateDetail['document']> {
    const { tuned } = await this.documentsOf(run);
    return documentWith(tuned, settings);
  }

  private async documentsOf(run: RunRow): Promise<FrontOfPolicy> {
    const documents = await this.records.documentsOf(run.tenant, run.id);
    if (documents === null) throw new RunNotFoundError(run.id);
    return { front: documents.front, tuned: tunedPolicy(documents.sources, run.policyId, run.parameters) };
  }
}

interface FrontOfPolicy {
  readonly front: NonNullable<Awaited<ReturnType<RunsRepository['documentsOf']>>>['front'];
  readonly tuned: TunedPolicy;
}

type NamedFlip = DifferingCase & Pick<EvolutionFlip, 'from' | 'to' | 'change'>;

function flipsIn(cases: readonly DifferingCase[]): NamedFlip[] {
  const flips = flipsOf(
    cases.map(({ decisionId: id, action, label }) => ({ id, action, label })),
    Uint8Array.from(cases, ({ today }) => today),
    Uint8Array.from(cases, ({ candidate }) => candidate),
  );
  return cases.flatMap((one, at) => {
    const flip = flips[at];
    return flip === undefined ? [] : [{ ...one, from: flip.from, to: flip.to, change: flip.change }];
  });
}

const flipView = (
  { place, decisionId, decidedAt, action, label, from, to, change }: NamedFlip,
  trainingCases: number,
): EvolutionFlip => ({
  ...{ decisionId, decidedAt: decidedAt.toISOString(), action, label, from, to, change },
  heldOut: place >= trainingCases,
});
