import type { CallerIdentity } from '@acgs/access';
import {
  type EvolutionRunDraft,
  type EvolutionRunPageQuery,
  type EvolutionRunStatus,
  newUuidV7,
} from '@acgs/contracts';
import type { Deadline } from '@acgs/http-client';
import { Inject, Injectable } from '@nestjs/common';
import { EC_SETTINGS, type EcSettings } from '../config.js';
import { EngineClient } from '../engine/engine-client.js';
import { FrozenEvidence } from './frozen-evidence.js';
import { RulesInForce } from './rules-in-force.js';
import {
  BudgetExceededError,
  EvidenceGoneError,
  RunNotFoundError,
  RunOpenError,
  RunStatusError,
  TooManyRunsError,
} from './run.errors.js';
import { type RunRow, RunsRepository } from './runs.repository.js';
import { tunedPolicy } from './tuned-policy.js';

/** Of one tenant: processes bring runs forward one after the other, whosever they are. */
const OPEN_MAX = 10;

@Injectable()
export class RunsService {
  constructor(
    private readonly runs: RunsRepository,
    private readonly engine: EngineClient,
    private readonly evidence: FrozenEvidence,
    private readonly rules: RulesInForce,
    @Inject(EC_SETTINGS) private readonly settings: Pick<EcSettings, 'EVOLUTION_EVALUATIONS_MAX'>,
  ) {}

  /**
   * Freezes what the run goes by. A process takes it up within a second.
   *
   * @throws BudgetExceededError, RunOpenError, TooManyRunsError, PolicyNotActiveError, NothingToTuneError, EngineUnavailableError
   * @throws EvidenceUnusableError, EvidenceTooLargeError when nothing can be learned from the labelled decisions
   */
  async start(draft: EvolutionRunDraft, caller: CallerIdentity, deadline: Deadline): Promise<RunRow> {
    const { tenant } = caller;
    this.checkBudget(draft.budget);
    await this.refuseSecond(tenant, draft.policy);
    if ((await this.runs.countOpen(tenant)) >= OPEN_MAX) throw new TooManyRunsError(OPEN_MAX);
    const sources = await this.engine.activeRules(tenant, deadline);
    const { version, space } = tunedPolicy(sources, draft.policy, draft.parameters ?? null);
    const { training, heldOut, erased } = await this.evidence.gather(tenant, draft.evidence, deadline);
    const run = {
      tenant,
      id: newUuidV7(),
      policyId: draft.policy,
      policyVersion: version,
      startedBy: caller.subject,
      draft,
      parameters: space.tuned.map(({ rule, parameter }) => ({ rule, parameter })),
      sources,
      trainingCases: training.length,
      heldOutCases: heldOut.length,
      erasedCases: erased,
    };
    const cases = [...training, ...heldOut];
    while (!(await this.runs.insert(run, cases))) await this.refuseSecond(tenant, draft.policy);
    return this.stored(run.id, tenant);
  }

  list(query: EvolutionRunPageQuery, { tenant }: CallerIdentity): Promise<RunRow[]> {
    return this.runs.list(tenant, query);
  }

  /** @throws RunNotFoundError */
  async stored(id: string, tenant: string): Promise<RunRow> {
    const run = await this.runs.find(tenant, id);
    if (run === null) throw new RunNotFoundError(id);
    return run;
  }

  /** With a look at the rules in force. @throws RunNotFoundError */
  async find(id: string, { tenant }: CallerIdentity, deadline: Deadline): Promise<RunRow> {
    const run = await this.stored(id, tenant);
    if (run.status === 'cancelled' || run.status === 'failed') return run;
    return { ...run, outdated: await this.rules.glance(run, deadline) };
  }

  /** Once the generation under way is over. @throws RunNotFoundError, RunStatusError */
  pause(id: string, { tenant }: CallerIdentity): Promise<RunRow> {
    return this.change(tenant, id, ['running'], 'paused');
  }

  /** @throws RunNotFoundError, RunStatusError */
  resume(id: string, { tenant }: CallerIdentity): Promise<RunRow> {
    return this.change(tenant, id, ['paused'], 'running');
  }

  /** What it has found stays to be read. @throws RunNotFoundError, RunStatusError */
  cancel(id: string, { tenant }: CallerIdentity): Promise<RunRow> {
    return this.change(tenant, id, ['running', 'paused'], 'cancelled');
  }

  /**
   * Has the front scored by the rules of now, on what is left of the evidence.
   *
   * @throws RunNotFoundError, EvidenceGoneError, RunStatusError, RunOpenError, PolicyNotActiveError, NothingToTuneError
   */
  async replay(id: string, { tenant }: CallerIdentity, deadline: Deadline): Promise<RunRow> {
    const run = await this.stored(id, tenant);
    await this.requireEvidence(run);
    if (!(await this.runs.isUsable(tenant, id))) throw new EvidenceGoneError(id);
    const sources = await this.engine.activeRules(tenant, deadline);
    const { version } = tunedPolicy(sources, run.policyId, run.parameters);
    const replays = await this.runs.replay(tenant, id, version, sources);
    if (!replays && run.status === 'completed') await this.refuseSecond(tenant, run.policyId);
    const now = await this.stored(id, tenant);
    if (replays || now.status === 'replaying') return now;
    throw new RunStatusError(id, now.status, 'replayed');
  }

  /** @throws EvidenceGoneError */
  async requireEvidence({ tenant, id }: RunRow): Promise<void> {
    if (!(await this.runs.hasEvidence(tenant, id))) throw new EvidenceGoneError(id);
  }

  /** A change that was made before is no fault. */
  private async change(
    tenant: string,
    id: string,
    from: readonly EvolutionRunStatus[],
    to: keyof typeof CHANGES,
  ): Promise<RunRow> {
    const changed = await this.runs.change(tenant, id, from, to);
    const run = await this.stored(id, tenant);
    if (changed || run.status === to) return run;
    throw new RunStatusError(id, run.status, CHANGES[to]);
  }

  private checkBudget({ population, generations }: EvolutionRunDraft['budget']): void {
    const wanted = population * generations;
    const { EVOLUTION_EVALUATIONS_MAX: most } = this.settings;
    if (wanted > most) throw new BudgetExceededError('/budget', wanted, most, 'EVOLUTION_EVALUATIONS_MAX');
  }

  private async refuseSecond(tenant: string, policy: string): Promise<void> {
    const open = await this.runs.openOn(tenant, policy);
    if (open !== null) throw new RunOpenError(policy, open);
  }
}

const CHANGES = { running: 'resumed', paused: 'paused', cancelled: 'cancelled' } as const;
