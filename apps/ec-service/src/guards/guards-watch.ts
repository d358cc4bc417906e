import type { EvolutionGuard } from '@acgs/contracts';
import { compareOutcomes } from '@acgs/evolution';
import { Deadline } from '@acgs/http-client';
import {
  Inject,
  Injectable,
  Logger,
  type OnApplicationBootstrap,
  type OnModuleDestroy,
} from '@nestjs/common';
import { setTimeout as pause } from 'node:timers/promises';
import { EC_SETTINGS, type EcSettings } from '../config.js';
import { EngineClient, type Period } from '../engine/engine-client.js';
import { PolicyMovedError } from '../engine/engine.errors.js';
import { type DueGuard, GuardsRepository } from './guards.repository.js';

const HOUR = 60 * 60 * 1000;

type Found = Pick<EvolutionGuard, 'status' | 'comparison'>;

/**
 * Holds what promoted versions do against what was predicted, for the time that was set, and puts the version of before back
 * in force when a bound is crossed. All it knows is in the database: it outlives its process.
 */
@Injectable()
export class GuardsWatch implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly log = new Logger(GuardsWatch.name);
  private readonly ending = new AbortController();
  private running: Promise<void> = Promise.resolve();

  constructor(
    private readonly guards: GuardsRepository,
    private readonly engine: EngineClient,
    @Inject(EC_SETTINGS) private readonly settings: Pick<EcSettings, 'EVOLUTION_GUARD_SECONDS'>,
  ) {}

  onApplicationBootstrap(): void {
    this.running = this.run();
  }

  async onModuleDestroy(): Promise<void> {
    this.ending.abort();
    await this.running;
  }

  private async run(): Promise<void> {
    const { signal } = this.ending;
    const { EVOLUTION_GUARD_SECONDS: seconds } = this.settings;
    while (!signal.aborted) {
      const due = await this.guards.due(seconds).catch((error: unknown) => {
        this.log.warn(`guards can't be read: ${String(error)}`);
        return [];
      });
      for (const guard of due) await this.lookAfter(guard);
      await pause((seconds * 1000) / 2, undefined, { signal, ref: false }).catch(() => undefined);
    }
  }

  /** What fails is tried again when its turn comes: the guard stands as it was. */
  private async lookAfter(guard: DueGuard): Promise<void> {
    try {
      await this.guards.note(guard, await this.found(guard));
    } catch (error) {
      this.log.warn(`the policy ${guard.policyId} can't be guarded now: ${String(error)}`);
    }
  }

  private async found(guard: DueGuard): Promise<Found> {
    const { tenant, policyId, policyVersion, status } = guard;
    const { policies } = await this.engine.activeRules(tenant, Deadline.NEVER);
    const active = policies.find(({ document }) => document.id === policyId)?.version;
    if (active !== policyVersion) return { status: withoutVersion(guard), comparison: guard.comparison };
    if (status === 'waiting') return { status: 'watching', comparison: null };
    return await this.compared(guard);
  }

  private async compared(guard: DueGuard): Promise<Found> {
    const { tenant, policyId, policyVersion, predicted, bounds, isOver } = guard;
    const period = periodOf(guard);
    const live = await this.engine.outcomes(tenant, policyId, policyVersion, period);
    const comparison = compareOutcomes(predicted, live, bounds);
    if (comparison.crossed.length === 0) return { status: isOver ? 'held' : 'watching', comparison };
    await this.guards.note(guard, { status: 'watching', comparison });
    return { status: await this.rollBack(guard, comparison.crossed), comparison };
  }

  private async rollBack(guard: DueGuard, crossed: readonly string[]): Promise<Found['status']> {
    const { tenant, runId, candidateId, policyId, policyVersion } = guard;
    const reason = `The guard of the evolution run ${runId} (candidate ${candidateId}): ${crossed.join(', ')} not as predicted.`;
    try {
      await this.engine.rollBack(tenant, policyId, policyVersion, reason);
    } catch (error) {
      if (error instanceof PolicyMovedError) return withoutVersion(guard);
      throw error;
    }
    this.log.warn(`${policyId} was rolled back from version ${String(policyVersion)}. ${reason}`);
    return 'rolled-back';
  }
}

/** No longer than the guard, however late it is looked after. */
function periodOf({ activeSince, now, hours }: DueGuard): Period {
  const from = activeSince ?? now;
  const end = from.getTime() + hours * HOUR;
  return { from: from.toISOString(), to: new Date(Math.min(now.getTime(), end)).toISOString() };
}

/** Once a crossing is noted, the roll-back that follows may have been done and its note lost. */
function withoutVersion({ status, comparison, isOver }: DueGuard): Found['status'] {
  if (status === 'waiting') return isOver ? 'superseded' : 'waiting';
  return (comparison?.crossed.length ?? 0) > 0 ? 'rolled-back' : 'superseded';
}
