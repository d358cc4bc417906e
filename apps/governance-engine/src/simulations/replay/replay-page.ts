import type { FlipSide, Outcome, SimulationFlip } from '@acgs/contracts';
import type { RuleSet } from '@acgs/rules';
import { changeOf, keptReasons, rulesBehind } from './flip.js';
import { countChange, noCounts, type ReplayCounts } from './replay-counts.js';
import type { ReplayRow } from './replay-reader.js';
import type { ReplayPlace, ReplayStore } from './replay-store.js';

/** A flip before its recorded side was looked up. */
interface Found extends Pick<SimulationFlip, 'number' | 'decisionId' | 'subject' | 'action' | 'resource'> {
  readonly outcome: Outcome;
  readonly candidate: FlipSide;
  readonly label: Outcome | null;
}

/** Some cases in their order: each evaluated as it comes, and kept only when its outcome is another one. */
export class ReplayPage {
  /** Of this page alone. */
  readonly counts: ReplayCounts = noCounts();
  private readonly found: Found[] = [];
  private casesRead: number;
  private cursor: string | null;

  constructor(
    private readonly rules: RuleSet,
    private readonly before: ReplayPlace,
    readonly limit: number,
  ) {
    this.casesRead = before.casesRead;
    this.cursor = before.cursor;
  }

  get size(): number {
    return this.casesRead - this.before.casesRead;
  }

  get isFull(): boolean {
    return this.size >= this.limit;
  }

  get hasMoved(): boolean {
    return this.size > 0 || this.cursor !== this.before.cursor;
  }

  get place(): ReplayPlace {
    return { cursor: this.cursor, casesRead: this.casesRead };
  }

  /** There is nothing more before this id. */
  passTo(id: string): void {
    this.cursor = id;
  }

  take({ id, outcome, request, approved, incomparable, label = null }: ReplayRow): void {
    this.casesRead++;
    this.cursor = id;
    if (incomparable) {
      this.counts.incomparable++;
      return;
    }
    const evaluation = this.rules.evaluate(request, approved);
    this.counts.outcomes[outcome][evaluation.outcome]++;
    if (evaluation.outcome === outcome) return;
    this.found.push({
      number: this.casesRead,
      decisionId: id,
      subject: request.subject.id,
      action: request.action.name,
      resource: request.resource.id,
      outcome,
      candidate: { outcome: evaluation.outcome, reasons: keptReasons(evaluation.reasons) },
      label,
    });
  }

  /** Whole, and counted. To be called once, when all of the page was taken. */
  async flips(store: Pick<ReplayStore, 'sides'>): Promise<SimulationFlip[]> {
    const ids = this.found.flatMap(({ decisionId }) => (decisionId === null ? [] : [decisionId]));
    const sides = await store.sides(ids);
    return this.found.map(({ outcome, label: uploaded, ...found }) => {
      const side = sides.get(found.decisionId ?? '');
      const label = side?.label ?? uploaded;
      const recorded = { outcome, reasons: keptReasons(side?.reasons ?? []) };
      const change = changeOf(outcome, found.candidate.outcome, label);
      countChange(this.counts, change);
      return {
        ...found,
        recorded,
        rules: rulesBehind(recorded.reasons, found.candidate.reasons),
        label,
        change,
      };
    });
  }
}
