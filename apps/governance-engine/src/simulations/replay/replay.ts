import { CONSTITUTIONAL_HASH } from '@acgs/constitutional-hash';
import { type RecordedEvidence, smallestDecisionId, timeOfDecisionId } from '@acgs/contracts';
import { compileRuleSet, type RuleSet } from '@acgs/rules';
import type { ReplayAssignment } from './replay-assignment.js';
import { addCounts, type ReplayCounts } from './replay-counts.js';
import type { ReplayPace } from './replay-pace.js';
import { ReplayPage } from './replay-page.js';
import { recordedPage, uploadedPage } from './replay-statements.js';
import type { ReplayPlace, ReplayState, ReplayStore } from './replay-store.js';
import { ReplayWindow } from './replay-window.js';

/** Between two looks at what was recorded meanwhile. */
const FOLLOW_MILLISECONDS = 5000;

interface ReadPage {
  readonly page: ReplayPage;
  readonly isLast: boolean;
}

/** Brings a simulation as far as it comes in one slice of time. */
export class Replay {
  private readonly endsAt: number;
  private readonly window = new ReplayWindow();

  constructor(
    private readonly assignment: ReplayAssignment,
    private readonly store: ReplayStore,
    private readonly pace: ReplayPace,
    private readonly stopping: () => boolean,
  ) {
    this.endsAt = Date.now() + assignment.sliceMilliseconds;
  }

  /** Ends quietly when another one has the lease. */
  async run(): Promise<void> {
    const state = await this.store.state();
    if (state === null) return;
    // They came with the simulation, a moment ago.
    if (state.evidence.source === 'uploaded') await this.store.leaveReplica();
    const rules = compileRuleSet({ ...state.sources, constitutionalHash: CONSTITUTIONAL_HASH });
    const to = this.readableUntil(state);
    let reading: Promise<ReadPage> | null = this.read(rules, state, to, state);
    while (reading !== null) {
      const { page, isLast }: ReadPage = await reading;
      const goesOn: boolean = !isLast && !this.stopping() && Date.now() < this.endsAt;
      reading = goesOn ? this.read(rules, state, to, page.place) : null;
      const isHeld = !page.hasMoved || (await this.keep(page, state.counts));
      if (!isHeld) return;
      if (isLast) await this.end(state, to);
      else if (!goesOn) await this.store.release(0);
    }
  }

  private async keep(page: ReplayPage, counts: ReplayCounts): Promise<boolean> {
    const flips = await page.flips(this.store);
    const kept = flips.slice(0, Math.max(0, this.assignment.flipsMax - counts.kept));
    page.counts.kept = kept.length;
    addCounts(counts, page.counts);
    return await this.store.keep(page.place, counts, kept);
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
    const limit = await this.pace.nextPage();
    const read = (): Promise<ReadPage> =>
      this.pageFrom(new ReplayPage(rules, place, limit), state, to, place);
    try {
      return await read();
    } catch (error) {
      if (!(await this.store.leaveReplica())) throw error;
      return await read();
    }
  }

  private async pageFrom(
    page: ReplayPage,
    { evidence }: ReplayState,
    to: Date,
    place: ReplayPlace,
  ): Promise<ReadPage> {
    const isLast =
      evidence.source === 'uploaded'
        ? await this.readUploaded(page, place)
        : await this.readRecorded(page, place, evidence, to);
    return { page, isLast };
  }

  private async readUploaded(page: ReplayPage, { casesRead }: ReplayPlace): Promise<boolean> {
    const { tenant, simulationId } = this.assignment;
    await this.store.read(
      uploadedPage({ tenant, simulationId, after: casesRead, limit: page.limit }),
      (row) => {
        page.take(row);
      },
    );
    return !page.isFull;
  }

  /** What is found in the window; where that is no whole page, the next one begins where it ends. */
  private async readRecorded(
    page: ReplayPage,
    { cursor }: ReplayPlace,
    evidence: RecordedEvidence,
    to: Date,
  ): Promise<boolean> {
    const start = cursor === null ? await this.beginning(evidence, to) : startOf(evidence, cursor);
    const until = this.window.end(start, to);
    const place = { tenant: this.assignment.tenant, cursor, limit: page.limit };
    const began = performance.now();
    await this.store.read(recordedPage(evidence, until, place), (row) => {
      page.take(row);
    });
    this.window.learn(performance.now() - began, page.isFull);
    if (page.isFull) return false;
    if (until > start) page.passTo(smallestDecisionId(until));
    return until >= to;
  }

  /** Time before all decisions is not looked through: somebody may ask for two thousand years of it. */
  private async beginning({ from }: RecordedEvidence, to: Date): Promise<Date> {
    return (await this.store.firstFrom(new Date(from))) ?? to;
  }

  /** What is younger may still be on its way to the disk, before something that is there already. */
  private readableUntil({ evidence }: ReplayState): Date {
    const horizon = this.store.completeTo - this.assignment.horizonMilliseconds;
    return new Date(evidence.source === 'uploaded' ? 0 : Math.min(Date.parse(evidence.to), horizon));
  }

  /** When all is read that there is, or when there will be more. */
  private async end({ evidence }: ReplayState, to: Date): Promise<void> {
    const left = evidence.source === 'uploaded' ? 0 : Date.parse(evidence.to) - to.getTime();
    if (left <= 0) await this.store.complete();
    else await this.store.release(Math.min(left, FOLLOW_MILLISECONDS));
  }
}

function startOf({ from }: RecordedEvidence, cursor: string): Date {
  const start = new Date(from);
  const reached = timeOfDecisionId(cursor);
  return reached > start ? reached : start;
}
