import type { CallerIdentity } from '@acgs/access';
import type { EvolutionCandidate, EvolutionPromotion, EvolutionRejection } from '@acgs/contracts';
import { type ActionOutcomes, predictedOutcomes } from '@acgs/evolution';
import type { Deadline } from '@acgs/http-client';
import { Injectable } from '@nestjs/common';
import {
  CandidateNotPromotableError,
  CandidateReviewedError,
  PromotionBegunError,
} from '../candidates/candidate.errors.js';
import { TODAY } from '../candidates/candidate.entity.js';
import { candidateView } from '../candidates/candidate-view.js';
import { type CandidateRow, CandidatesRepository } from '../candidates/candidates.repository.js';
import { CandidatesService } from '../candidates/candidates.service.js';
import { RulesInForce } from '../runs/rules-in-force.js';
import { RunOutdatedError, RunStatusError } from '../runs/run.errors.js';
import type { RunRow } from '../runs/runs.repository.js';
import { RunsService } from '../runs/runs.service.js';
import { Promotions } from './promotions.js';
import { type Promotion, ReviewsRepository } from './reviews.repository.js';

/** What people say to candidates. */
@Injectable()
export class ReviewsService {
  constructor(
    private readonly service: CandidatesService,
    private readonly candidates: CandidatesRepository,
    private readonly reviews: ReviewsRepository,
    private readonly runs: RunsService,
    private readonly rules: RulesInForce,
    private readonly promotions: Promotions,
  ) {}

  /**
   * Makes a version of the policy of it, in review: its author is who has started the run, so that somebody else has to
   * put it in force. Done twice it is the same version; begun and broken off it goes on, as it was begun, by itself as well.
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
    const key = { tenant: run.tenant, runId, candidateId };
    const begun = await this.reviews.begun(key);
    if (begun === null) await this.check(run, candidate, deadline);
    const promotion = begun ?? (await this.reviews.begin(await this.planned(run, candidate, guard, caller)));
    if (promotion !== null) await this.promotions.finish(promotion);
    return this.reviewed(runId, candidateId, caller, 'promoted');
  }

  /** @throws RunNotFoundError, CandidateNotFoundError, CandidateReviewedError, PromotionBegunError */
  async reject(
    runId: string,
    candidateId: string,
    { reason }: EvolutionRejection,
    caller: CallerIdentity,
  ): Promise<EvolutionCandidate> {
    const { run } = await this.service.stored(runId, candidateId, caller);
    await this.reviews.reject({ tenant: run.tenant, runId, candidateId }, { reason, by: caller.subject });
    return this.reviewed(runId, candidateId, caller, 'rejected');
  }

  private async planned(
    run: RunRow,
    candidate: CandidateRow,
    guard: EvolutionPromotion['guard'],
    { subject: promotedBy }: CallerIdentity,
  ): Promise<Promotion> {
    const { tenant, id: runId } = run;
    const heldOut = async (id: string): Promise<ActionOutcomes[]> => {
      const { cases, outcomes } = await this.candidates.heldOut(tenant, runId, id, run.trainingCases);
      return predictedOutcomes(cases, outcomes);
    };
    return {
      ...{ tenant, runId, candidateId: candidate.id, promotedBy },
      proposal: {
        document: await this.service.documentOf(run, candidate),
        basedOn: run.policyVersion,
        author: run.startedBy,
        origin: { runId, candidateId: candidate.id, promotedBy },
      },
      guard: guard && {
        ...guard,
        predicted: await heldOut(candidate.id),
        today: await heldOut(TODAY),
      },
    };
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
    if (candidate.review === null) throw new PromotionBegunError(candidateId);
    if (candidate.review !== wanted) throw new CandidateReviewedError(candidateId, candidate.review);
    return candidateView(candidate);
  }
}
