import { type CallerIdentity, demandPermission } from '@acgs/access';
import type {
  FlipBreakdown,
  FlipsBy,
  RecordedEvidence,
  RecordedEvidenceDraft,
  Simulation,
  SimulationDraft,
  SimulationFlip,
  SimulationFlipQuery,
  SimulationPageQuery,
} from '@acgs/contracts';
import type { Deadline } from '@acgs/http-client';
import { Inject, Injectable } from '@nestjs/common';
import { ENGINE_SETTINGS, type EngineSettings } from '../config.js';
import { CandidateRules } from './candidate-rules.js';
import {
  EvidenceEmptyError,
  EvidenceTimeError,
  SimulationEndedError,
  SimulationNotFoundError,
  SimulationQueueFullError,
} from './simulation.errors.js';
import { SimulationFlipsRepository } from './simulation-flips.repository.js';
import { SimulationRunner } from './simulation-runner.js';
import { SimulationsRepository } from './simulations.repository.js';

const FOLLOWED_DAYS_MAX = 31;
const DAY = 24 * 60 * 60 * 1000;

@Injectable()
export class SimulationsService {
  constructor(
    @Inject(ENGINE_SETTINGS) private readonly settings: Pick<EngineSettings, 'SIMULATION_QUEUE_MAX'>,
    private readonly candidates: CandidateRules,
    private readonly simulations: SimulationsRepository,
    private readonly allFlips: SimulationFlipsRepository,
    private readonly runner: SimulationRunner,
  ) {}

  /**
   * Queues it: the rules that are tried are from now on what they are.
   *
   * @throws PermissionMissingError for recorded evidence
   * @throws CandidateInvalidError, RulesNotConfirmedError, ConstitutionUnavailableError for the candidate
   * @throws EvidenceTimeError, EvidenceEmptyError for the evidence
   * @throws SimulationQueueFullError
   */
  async create(draft: SimulationDraft, caller: CallerIdentity, deadline: Deadline): Promise<Simulation> {
    const { tenant, subject: createdBy } = caller;
    const { title, evidence } = draft;
    requireReader(evidence, caller);
    const cases = evidence.source === 'uploaded' ? evidence.requests : [];
    const frozen =
      evidence.source === 'uploaded'
        ? { source: evidence.source, count: cases.length }
        : await this.recorded(tenant, evidence);
    const candidate = await this.candidates.resolve(draft.candidate, tenant, deadline);
    const { SIMULATION_QUEUE_MAX: most } = this.settings;
    const wanted = { ...candidate, title, createdBy, evidence: frozen, cases };
    const simulation = await this.simulations.insert(tenant, wanted, most);
    if (simulation === null) throw new SimulationQueueFullError(most);
    this.runner.look();
    return simulation;
  }

  /** @throws SimulationNotFoundError */
  async find(simulationId: string, { tenant }: CallerIdentity): Promise<Simulation> {
    const simulation = await this.simulations.find(tenant, simulationId);
    if (simulation === null) throw new SimulationNotFoundError(simulationId);
    return simulation;
  }

  list(query: SimulationPageQuery, { tenant }: CallerIdentity): Promise<Simulation[]> {
    return this.simulations.list(tenant, query);
  }

  /** @throws SimulationNotFoundError, PermissionMissingError */
  async flips(
    simulationId: string,
    query: SimulationFlipQuery,
    caller: CallerIdentity,
  ): Promise<SimulationFlip[]> {
    const { evidence } = await this.find(simulationId, caller);
    requireReader(evidence, caller);
    return await this.allFlips.list(caller.tenant, simulationId, query);
  }

  /** @throws SimulationNotFoundError, PermissionMissingError */
  async breakdown(simulationId: string, by: FlipsBy, caller: CallerIdentity): Promise<FlipBreakdown> {
    const { evidence } = await this.find(simulationId, caller);
    requireReader(evidence, caller);
    return { by, items: await this.allFlips.count(caller.tenant, simulationId, by) };
  }

  /** Once more changes nothing. @throws SimulationNotFoundError, SimulationEndedError */
  async cancel(simulationId: string, caller: CallerIdentity): Promise<Simulation> {
    await this.simulations.cancel(caller.tenant, simulationId);
    const simulation = await this.find(simulationId, caller);
    if (simulation.status !== 'cancelled') throw new SimulationEndedError(simulationId, simulation.status);
    this.runner.look();
    return simulation;
  }

  private async recorded(tenant: string, draft: RecordedEvidenceDraft): Promise<RecordedEvidence> {
    const evidence = timed(draft, new Date());
    if (evidence.follow || (await this.simulations.hasEvidence(tenant, evidence))) return evidence;
    throw new EvidenceEmptyError();
  }
}

/**
 * Flips show decisions, and a candidate can ask anything of them: whoever tries one on what was recorded could read it.
 *
 * @throws PermissionMissingError
 */
function requireReader({ source }: Pick<Simulation['evidence'], 'source'>, caller: CallerIdentity): void {
  if (source === 'recorded') demandPermission(caller, 'decisions:read');
}

/** With both ends, in UTC. @throws EvidenceTimeError */
function timed({ from, to, ...rest }: RecordedEvidenceDraft, now: Date): RecordedEvidence {
  const start = from === undefined ? now : new Date(from);
  const end = to === undefined ? now : new Date(to);
  if (rest.follow && end <= now)
    throw new EvidenceTimeError('/evidence/to', 'is over; look back without follow');
  if (!rest.follow && end > now) {
    throw new EvidenceTimeError('/evidence/to', 'lies ahead: follow is for decisions to come');
  }
  if (end.getTime() - now.getTime() > FOLLOWED_DAYS_MAX * DAY) {
    throw new EvidenceTimeError('/evidence/to', `is more than ${String(FOLLOWED_DAYS_MAX)} days ahead`);
  }
  if (start >= end) throw new EvidenceTimeError('/evidence/from', 'must be earlier than to');
  return { ...rest, from: start.toISOString(), to: end.toISOString() };
}
