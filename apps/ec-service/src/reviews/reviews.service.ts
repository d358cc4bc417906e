import type { CallerIdentity } from '@acgs/access';
import type { EvolutionCandidate, EvolutionPromotion, EvolutionRejection } from '@acgs/contracts';
import { predictedOutcomes } from '@acgs/evolution';
import type { Deadline } from '@acgs/http-client';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { CandidateNotPromotableError, CandidateReviewedError } from '../candidates/candidate.errors.js';
import { candidateView } from '../candidates/candidate-view.js';
import { type CandidateRow, CandidatesRepository } from '../candidates/candidates.repository.js';
import { CandidatesService } from '../candidates/candidates.service.js';
import { EngineClient } from '../engine/engine-client.js';
import { GuardsRepository } from '../guards/guards.repository.js';
import { RulesInForce } from '../runs/rules-in-force.js';
import { RunOutdatedError, RunStatusError } from '../runs/run.errors.js';
import type { RunRow } from '../runs/runs.repository.js';
import { RunsService } from '../runs/runs.service.js';

/** What people say to candidates. */
@Injectable()
export class ReviewsService {
  constructor(
    private readonly service: CandidatesService,
    private readonly candidates: CandidatesRepository,
    private readonly guards: GuardsRepository,
    private readonly runs: RunsService,
    private readonly rules: RulesInForce,
    private readonly engine: EngineClient,
    private readonly database: DataSource,
  ) {}

  /**
   * Makes a version of the policy of it, in review: its author is who has started the run, so that somebody else has to
   * put it in force. Done twice, or begun and broken off, it is the same version.
   *
   * @throws RunNotFoundError, CandidateNotFoundError, RunStatusError, RunOutdatedError
   * @throws EvidenceGoneError, CandidateReviewedError, CandidateNotPromotableError, EngineUnavailableError, PolicyMovedError
   */
  async promote(
    runId: string,
    candidateId: string,
    { guard }: EvolutionPromotion,
    caller: CallerIdentity,
    deadline: Deadline,
  ): Promise<EvolutionCandidate> {
    const { run, candidate } = await this.service.stored(runId, candidateId, caller);
    if (candidate.review === 'promoted') return candidateView(candidate);
    await this.check(run, candidate, deadline);
    const version = await this.engine.propose(run.tenant, {
      document: await this.service.documentOf(run, candidate),
      basedOn: run.policyVersion,
      author: run.startedBy,
      origin: { runId, candidateId, promotedBy: caller.subject },
    });
    const key = { tenant: run.tenant, runId };
    const { cases, outcomes } = await this.candidates.heldOut(
      run.tenant,
      runId,
      candidateId,
      run.trainingCases,
    );
    await this.database.transaction(async (transaction) => {
      const by = { ...key, id: candidateId, by: caller.subject, version };
      if (!(await this.candidates.promote(transaction, by)) || guard === null) return;
      await this.guards.insert(transaction, {
        ...key,
        ...{ candidateId, policyId: run.policyId, policyVersion: version, ...guard },
        predicted: predictedOutcomes(cases, outcomes),
      });
    });
    return this.reviewed(runId, candidateId, caller, 'promoted');
  }

  /** @throws RunNotFoundError, CandidateNotFoundError, CandidateReviewedError */
  async reject(
    runId: string,
    candidateId: string,
    rejection: EvolutionRejection,
    caller: CallerIdentity,
  ): Promise<EvolutionCandidate> {
    const { run } = await this.service.stored(runId, candidateId, caller);
    await this.candidates.reject(run.tenant, runId, candidateId, rejection, caller);
    return this.reviewed(runId, candidateId, caller, 'rejected');
  }

  private async check(run: RunRow, candidate: CandidateRow, deadline: Deadline): Promise<void> {
    if (candidate.review !== null) throw new CandidateReviewedError(candidate.id, candidate.review);
    if (run.status !== 'completed') throw new RunStatusError(run.id, run.status, 'promoted from');
    await this.runs.requireEvidence(run);
    if (await this.rules.haveMoved(run, deadline)) throw new RunOutdatedError(run.id);
    const why =
      candidate.violation > 0
        ? 'it breaks what a policy has to keep'
        : candidate.changes.length === 0
          ? 'it is what is in force'
          : null;
    if (why !== null) throw new CandidateNotPromotableError(candidate.id, why);
  }

  /** As it stands now, whoever was first. */
  private async reviewed(
    runId: string,
    candidateId: string,
    caller: CallerIdentity,
    wanted: CandidateRow['review'],
  ): Promise<EvolutionCandidate> {
    const { candidate } = await this.service.stored(runId, candidateId, caller);
    if (candidate.review !== wanted)
      throw new CandidateReviewedError(candidateId, candidate.review ?? 'changed');
    return candidateView(candidate);
  }
}
