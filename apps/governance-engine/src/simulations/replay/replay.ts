import { CONSTITUTIONAL_HASH } from '@acgs/constitutional-hash';
import { compileRuleSet, type RuleSet } from '@acgs/rules';
import type { ReplayAssignment } from './replay-assignment.js';
import { addCounts, type ReplayCounts } from './replay-counts.js';
import { ReplayPage } from './replay-page.js';
import { recordedPage, type Statement, uploadedPage } from './replay-statements.js';
import type { ReplayPlace, ReplayState, ReplayStore } from './replay-store.js';

const CASES_A_PAGE = 1000;
/** Between two looks at what was recorded meanwhile. */
const FOLLOW_MILLISECONDS = 5000;

interface ReadPage {
  readonly page: ReplayPage;
  readonly isLast: boolean;
}

/** Brings a simulation as far as it comes in one slice of time. */
export class Replay {
  private readonly endsAt: number;

  constructor(
    private readonly assignment: ReplayAssignment,
    private readonly store: ReplayStore,
    private readonly stopping: () => boolean,
  ) {
    this.endsAt = Date.now() + assignment.sliceMilliseconds;
  }

  /** Ends quietly when another one has the lease. */
  async run(): Promise<void> {
    const state = await this.store.state();
    if (state === null) return;
    const rules = compileRuleSet({ ...state.sources, constitutionalHash: CONSTITUTIONAL_HASH });
    const to = this.readableUntil(state);
    let reading: Promise<ReadPage> | null = this.read(rules, state, to, state);
    while (reading !== null) {
      const { page, isLast }: ReadPage = await reading;
      const goesOn: boolean = !isLast && !this.stopping() && Date.now() < this.endsAt;
      reading = goesOn ? this.read(rules, state, to, page.place) : null;
      const isHeld = page.size === 0 || (await this.keep(page, state.counts));
      if (!isHeld) return;
      if (isLast) await this.end(state, to);
      else if (!goesOn) await this.store.release(0);
    }
  }

  private async keep(page: ReplayPage, counts: ReplayCounts): Promise<boolean> {
    const flips = await page.flips(this.store);
    addCounts(counts, page.counts);
    return await this.store.keep(page.place, counts, flips);
  }

  /** May be left behind, and then fails with the connection: somebody listens. */
  private read(rules: RuleSet, state: ReplayState, to: Date, place: ReplayPlace): Promise<ReadPage> {
    const reading = this.readPage(rules, state, to, place);
    reading.catch(() => undefined);
    return reading;
  }

  private async readPage(
    rules: RuleSet,
    state: ReplayState,
    to: Date,
    place: ReplayPlace,
  ): Promise<ReadPage> {
    const page = new ReplayPage(rules, place);
    await this.store.read(this.statementOf(state, to, place), (row) => {
      page.take(row);
    });
    return { page, isLast: page.size < CASES_A_PAGE };
  }

  private statementOf({ evidence }: ReplayState, to: Date, { cursor, casesRead }: ReplayPlace): Statement {
    const { tenant, simulationId } = this.assignment;
    const place = { tenant, cursor, limit: CASES_A_PAGE };
    return evidence.source === 'uploaded'
      ? uploadedPage(place, simulationId, casesRead)
      : recordedPage(evidence, to, place);
  }

  /** What is younger may still be on its way to the disk, before something that is there already. */
  private readableUntil({ evidence }: ReplayState): Date {
    const horizon = Date.now() - this.assignment.horizonMilliseconds;
    return new Date(evidence.source === 'uploaded' ? 0 : Math.min(Date.parse(evidence.to), horizon));
  }

  /** When all is read that there is, or when there will be more. */
  private async end({ evidence }: ReplayState, to: Date): Promise<void> {
    const left = evidence.source === 'uploaded' ? 0 : Date.parse(evidence.to) - to.getTime();
    if (left <= 0) await this.store.complete();
    else await this.store.release(Math.min(left, FOLLOW_MILLISECONDS));
  }
}
