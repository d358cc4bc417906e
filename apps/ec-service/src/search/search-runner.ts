import { BackgroundLoop } from '@acgs/service';
import {
  Inject,
  Injectable,
  Logger,
  type OnApplicationBootstrap,
  type OnModuleDestroy,
} from '@nestjs/common';
import { randomUUID } from 'node:crypto';
import { CandidatesRepository } from '../candidates/candidates.repository.js';
import { genomeWith } from '../candidates/parameter-setting.js';
import { EC_SETTINGS, type EcSettings } from '../config.js';
import { tunedPolicy, type TunedPolicy } from '../runs/tuned-policy.js';
import { finalCandidates, type Finalist } from './final-candidates.js';
import { KnownScores } from './known-scores.js';
import { ScoringPool } from './scoring-pool.js';
import { SearchFigures } from './search-figures.js';
import { SearchRun } from './search-run.js';
import { type ClaimedRun, SearchRepository } from './search.repository.js';

const LOOK_MILLISECONDS = 500;
const RENEW_MILLISECONDS = 4000;
/** So often a run is taken up without coming further; then it is its own fault. */
const ATTEMPTS_MAX = 4;
const AGAIN_SECONDS = 2;

/**
 * Brings runs forward, one at a time in each process. A run is held by a lease: when its process dies another one takes it
 * up after its last generation, and comes to the same end, since nothing of a search is outside of the database.
 */
@Injectable()
export class SearchRunner implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly log = new Logger(SearchRunner.name);
  private readonly owner = randomUUID();
  private readonly loop = new BackgroundLoop(
    async () => ((await this.takeOne()) ? 0 : LOOK_MILLISECONDS),
    (error) => {
      this.log.warn(`runs can't be looked after: ${String(error)}`);
      return LOOK_MILLISECONDS;
    },
  );

  constructor(
    private readonly repository: SearchRepository,
    private readonly candidates: CandidatesRepository,
    private readonly figures: SearchFigures,
    @Inject(EC_SETTINGS) private readonly settings: Pick<EcSettings, 'EVOLUTION_THREADS'>,
  ) {}

  onApplicationBootstrap(): void {
    if (this.settings.EVOLUTION_THREADS > 0) this.loop.start();
  }

  async onModuleDestroy(): Promise<void> {
    await this.loop.stop();
  }

  /** False when there is nothing to be done. */
  private async takeOne(): Promise<boolean> {
    const run = await this.repository.claim(this.owner);
    if (run === null) return false;
    if (run.attempts > ATTEMPTS_MAX) {
      await this.repository.fail(run, this.owner, 'It was taken up again and again, and came no further.');
      return true;
    }
    const lost = new AbortController();
    const renewal = setInterval(() => {
      void this.renew(run, lost);
    }, RENEW_MILLISECONDS);
    const signal = AbortSignal.any([this.loop.signal, lost.signal]);
    try {
      await this.bringForward(run, signal);
      await this.repository.release(run, this.owner, 0);
    } catch (error) {
      await this.giveUp(run, error, signal.aborted);
    } finally {
      clearInterval(renewal);
    }
    return true;
  }

  private async renew(run: ClaimedRun, lost: AbortController): Promise<void> {
    const isOurs = await this.repository.renew(run, this.owner).catch(() => true);
    if (!isOurs) lost.abort();
  }

  private async giveUp(run: ClaimedRun, error: unknown, isInterrupted: boolean): Promise<void> {
    if (!isInterrupted) this.log.error(`The run ${run.id} could not be brought forward: ${String(error)}`);
    await this.repository.release(run, this.owner, isInterrupted ? 0 : AGAIN_SECONDS);
  }

  private async bringForward(run: ClaimedRun, signal: AbortSignal): Promise<void> {
    const { sources, policyId, parameters, trainingCases, draft } = run;
    const tuned = tunedPolicy(sources, policyId, parameters);
    const cases = await this.repository.casesOf(run);
    const pool = new ScoringPool(
      { sources, policyId, parameters, cases, trainingCases, seed: draft.seed },
      this.settings.EVOLUTION_THREADS,
    );
    const close = (): void => void pool.close();
    signal.addEventListener('abort', close);
    try {
      const finalists =
        run.status === 'replaying'
          ? await this.again(run, tuned)
          : await this.search(run, tuned, pool, signal);
      if (finalists === null) return;
      await this.repository.complete(run, this.owner, await finalCandidates(run, tuned, finalists, pool));
    } finally {
      signal.removeEventListener('abort', close);
      await pool.close();
    }
  }

  /** The final front; null when it is not to be brought to its end now. */
  private async search(
    run: ClaimedRun,
    tuned: TunedPolicy,
    pool: ScoringPool,
    signal: AbortSignal,
  ): Promise<readonly Finalist[] | null> {
    const scores = new KnownScores(pool, await this.repository.scoresOf(run));
    const search = new SearchRun(run, tuned, scores, pool);
    let { front } = run;
    while (!search.isOver) {
      const began = performance.now();
      const outcome = await search.next();
      ({ front } = outcome);
      const status = await this.repository.commit(run, this.owner, outcome);
      if (status !== null) this.figures.generation(performance.now() - began, outcome.scores.length);
      if (status !== 'running') return null;
      signal.throwIfAborted();
    }
    return front;
  }

  /** The candidates of before, as near to their settings as the policy of now lets them be. */
  private async again(run: ClaimedRun, tuned: TunedPolicy): Promise<Finalist[]> {
    const candidates = await this.candidates.settingsOf(run.tenant, run.id);
    return candidates.map(({ id, settings }) => ({ id, genome: genomeWith(tuned, settings) }));
  }
}
