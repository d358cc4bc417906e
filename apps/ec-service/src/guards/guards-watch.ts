import { compareOutcomes, isSettled, noCounts, type Slice } from '@acgs/evolution';
import { Deadline } from '@acgs/http-client';
import { BackgroundLoop } from '@acgs/service';
import {
  Inject,
  Injectable,
  Logger,
  type OnApplicationBootstrap,
  type OnModuleDestroy,
} from '@nestjs/common';
import { Counter, Registry } from 'prom-client';
import { EC_SETTINGS, type EcSettings } from '../config.js';
import { EngineClient } from '../engine/engine-client.js';
import { PolicyMovedError } from '../engine/engine.errors.js';
import type { GuardEntity } from './guard.entity.js';
import { GuardCounter } from './guard-counter.js';
import { type DueGuard, GuardsRepository } from './guards.repository.js';

const HOUR = 60 * 60 * 1000;

/** Decisions are in the database after that, and otherwise found when they are counted again. */
const HORIZON = 2000;

/** What could not be counted for so long after the time was over is not judged any more. */
const GRACE = 24 * HOUR;

type Comparison = NonNullable<GuardEntity['comparison']>;
type Found = Pick<GuardEntity, 'status' | 'comparison' | 'counts'>;

/**
 * Holds what promoted versions do against what was expected, for the time that was set, and puts the version of before back
 * in force when a bound is crossed. All it knows is in the database: it outlives its process.
 */
@Injectable()
export class GuardsWatch implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly log = new Logger(GuardsWatch.name);
  private readonly rollBacks: Counter;
  private readonly loop = new BackgroundLoop(
    () => this.turn(),
    (error) => {
      this.log.warn(`guards can't be read: ${String(error)}`);
      return this.nap;
    },
  );

  constructor(
    private readonly guards: GuardsRepository,
    private readonly counter: GuardCounter,
    private readonly engine: EngineClient,
    @Inject(EC_SETTINGS) private readonly settings: Pick<EcSettings, 'EVOLUTION_GUARD_SECONDS'>,
    registry: Registry,
  ) {
    this.rollBacks = new Counter({
      name: 'acgs_evolution_rollbacks_total',
      help: 'Promoted versions that a guard has taken out of force.',
      registers: [registry],
    });
  }

  onApplicationBootstrap(): void {
    this.loop.start();
  }

  async onModuleDestroy(): Promise<void> {
    await this.loop.stop();
  }

  private get nap(): number {
    return (this.settings.EVOLUTION_GUARD_SECONDS * 1000) / 2;
  }

  private async turn(): Promise<number> {
    const guard = await this.guards.claim();
    if (guard === null) return this.nap;
    await this.lookAfter(guard, this.settings.EVOLUTION_GUARD_SECONDS);
    return 0;
  }

  /** What fails is tried again when its turn comes: the guard stands as it was. */
  private async lookAfter(guard: DueGuard, seconds: number): Promise<void> {
    try {
      await this.guards.note(guard, await this.found(guard), seconds);
    } catch (error) {
      this.log.warn(`the policy ${guard.policyId} can't be guarded now: ${String(error)}`);
      await this.guards.note(guard, lateOr(guard, guard.status), seconds).catch((noted: unknown) => {
        this.log.warn(`nor can that be noted: ${String(noted)}`);
      });
    }
  }

  private async found(guard: DueGuard): Promise<Found> {
    const { tenant, policyId, policyVersion, activeSince } = guard;
    const { policies } = await this.engine.activeRules(tenant, Deadline.NEVER);
    const active = policies.find(({ document }) => document.id === policyId)?.version;
    if (active !== policyVersion) return { ...guard, status: withoutVersion(guard) };
    return activeSince === null ? { ...guard, status: 'watching' } : await this.compared(guard, activeSince);
  }

  private async compared(guard: DueGuard, activeSince: Date): Promise<Found> {
    const { predicted, today, bounds } = guard;
    const start = activeSince.getTime();
    const known = guard.counts ?? noCounts(start);
    const counts = await this.counter.count(guard, known, timeOf(guard, start));
    const before = counts.before.outcomes;
    const expectation = { predicted, today: today ?? [], before };
    const comparison = compareOutcomes(expectation, counts.live.outcomes, bounds);
    if (comparison.crossed.length > 0) return this.crossed({ ...guard, comparison, counts });
    return endedOrWatching(guard, start, { comparison, counts });
  }

  private async crossed(guard: DueGuard & { readonly comparison: Comparison }): Promise<Found> {
    if (!(await this.guards.noteCrossing(guard, guard))) return { ...guard, status: 'watching' };
    return { ...guard, status: await this.rollBack(guard, guard.comparison.crossed) };
  }

  private async rollBack(guard: DueGuard, crossed: readonly string[]): Promise<GuardEntity['status']> {
    const { tenant, runId, candidateId, policyId, policyVersion } = guard;
    const reason = `The guard of the evolution run ${runId} (candidate ${candidateId}): ${crossed.join(', ')} not as expected.`;
    try {
      await this.engine.rollBack(tenant, policyId, policyVersion, reason);
    } catch (error) {
      if (error instanceof PolicyMovedError) return withoutVersion(guard);
      throw error;
    }
    this.rollBacks.inc();
    this.log.warn(`${policyId} was rolled back from version ${String(policyVersion)}. ${reason}`);
    return 'rolled-back';
  }
}

const endOf = ({ hours }: DueGuard, start: number): number => start + hours * HOUR;

/** No longer than the guard, however late it is looked after. */
const timeOf = (guard: DueGuard, start: number): Slice => ({
  from: start,
  to: Math.min(guard.now.getTime() - HORIZON, endOf(guard, start)),
});

/** Held when nothing is crossed by all that came in its time; whether that was enough shows in the comparison. */
function endedOrWatching(guard: DueGuard, start: number, found: Pick<Found, 'comparison' | 'counts'>): Found {
  const isOver = found.counts !== null && isSettled(found.counts, endOf(guard, start));
  return isOver ? { ...found, status: 'held' } : lateOr({ ...guard, ...found }, 'watching');
}

/** As it was; without a comparison when it has been late for too long. */
function lateOr(guard: DueGuard, status: GuardEntity['status']): Found {
  const { activeSince, now, comparison, counts } = guard;
  const isLate = activeSince !== null && now.getTime() >= endOf(guard, activeSince.getTime()) + GRACE;
  return isLate ? { status: 'held', comparison: null, counts } : { status, comparison, counts };
}

/** Once a crossing is noted, the roll-back that follows may have been done and its note lost. */
function withoutVersion(guard: DueGuard): GuardEntity['status'] {
  const { comparison, activeSince, now } = guard;
  if ((comparison?.crossed.length ?? 0) > 0) return 'rolled-back';
  return activeSince !== null && now.getTime() >= endOf(guard, activeSince.getTime())
    ? 'superseded'
    : 'waiting';
}
