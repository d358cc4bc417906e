import { DatabaseUrl, StaleReads } from '@acgs/database';
import { BackgroundLoop } from '@acgs/service';
import {
  Inject,
  Injectable,
  Logger,
  type OnApplicationBootstrap,
  type OnModuleDestroy,
} from '@nestjs/common';
import { ENGINE_SETTINGS, type EngineSettings } from '../config.js';
import { LiveDecisions } from '../decisions/live-decisions.js';
import { ReplayThread } from './replay-thread.js';
import { SimulationJobsRepository } from './simulation-jobs.repository.js';

const ROUND_MILLISECONDS = 1000;
const WARN_EVERY_MILLISECONDS = 10_000;

type RunnerSettings = Pick<
  EngineSettings,
  'SIMULATIONS_AT_ONCE' | 'SIMULATION_HORIZON_SECONDS' | 'SIMULATION_FLIPS_MAX'
>;

/**
 * Takes simulations from the queue and has each brought forward by a thread of its own, as many at once as this process
 * may. Each second it looks for work, says that it is still at it, and learns what was cancelled.
 */
@Injectable()
export class SimulationRunner implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly log = new Logger(SimulationRunner.name);
  private readonly threads = new Set<ReplayThread>();
  private readonly loop = BackgroundLoop.every(
    ROUND_MILLISECONDS,
    () => this.work(),
    (error) => {
      this.complain(error);
    },
  );
  private quietUntil = 0;

  constructor(
    @Inject(ENGINE_SETTINGS) private readonly settings: RunnerSettings,
    private readonly jobs: SimulationJobsRepository,
    private readonly database: DatabaseUrl,
    private readonly staleReads: StaleReads,
    private readonly live: LiveDecisions,
  ) {}

  onApplicationBootstrap(): void {
    if (this.settings.SIMULATIONS_AT_ONCE > 0) this.loop.start();
  }

  async onModuleDestroy(): Promise<void> {
    await this.loop.stop();
    await Promise.all([...this.threads].map((thread) => thread.stop()));
  }

  /** At once, as when a simulation was queued. */
  look(): void {
    this.loop.wake();
  }

  /** Not each second while the database is away. */
  private complain(error: unknown): void {
    if (Date.now() < this.quietUntil) return;
    this.quietUntil = Date.now() + WARN_EVERY_MILLISECONDS;
    this.log.warn(`simulations cannot be looked after: ${String(error)}`);
  }

  private async work(): Promise<void> {
    for (const thread of this.threads) if (!(await this.jobs.renew(thread.job))) await thread.terminate();
    while (this.threads.size < this.settings.SIMULATIONS_AT_ONCE && !this.loop.signal.aborted) {
      const job = await this.jobs.claim();
      if (job === null) return;
      const thread = new ReplayThread(job, {
        databaseUrl: this.database.url,
        replica: this.staleReads.lend('simulations.replay'),
        liveDecisions: this.live.memory,
        horizonMilliseconds: this.settings.SIMULATION_HORIZON_SECONDS * 1000,
        flipsMax: this.settings.SIMULATION_FLIPS_MAX,
      });
      this.threads.add(thread);
      void this.until(thread);
    }
  }

  private async until(thread: ReplayThread): Promise<void> {
    const fault = await thread.ended;
    this.threads.delete(thread);
    if (fault !== null) {
      this.log.error(fault, `simulation ${thread.job.simulationId}`);
      await this.jobs.fail(thread.job).catch((error: unknown) => {
        this.log.warn(`the failure of a simulation is not noted: ${String(error)}`);
      });
    }
    this.look();
  }
}
