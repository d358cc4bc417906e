import type { SlowQuery } from '@acgs/contracts';

interface Kept {
  count: number;
  totalMs: number;
  maxMs: number;
  readonly firstAt: Date;
  lastAt: Date;
  plan: SlowQuery['plan'];
}

/** Statements that took long, by their normalised text. The one that was slow longest ago makes room for a new one. */
export class SlowQueryTable {
  private readonly kept = new Map<string, Kept>();

  constructor(private readonly most: number) {}

  add(statement: string, milliseconds: number, at: Date): void {
    const known = this.kept.get(statement);
    const entry = known ?? { count: 0, totalMs: 0, maxMs: 0, firstAt: at, lastAt: at, plan: null };
    entry.count++;
    entry.totalMs += milliseconds;
    entry.maxMs = Math.max(entry.maxMs, milliseconds);
    entry.lastAt = at;
    this.kept.delete(statement);
    this.kept.set(statement, entry);
    const [oldest] = this.kept.keys();
    if (this.kept.size > this.most && oldest !== undefined) this.kept.delete(oldest);
  }

  /** Does nothing for a statement that had to make room meanwhile. */
  addPlan(statement: string, tree: unknown, at: Date): void {
    const entry = this.kept.get(statement);
    if (entry !== undefined) entry.plan = { readAt: at.toISOString(), tree };
  }

  planReadAt(statement: string): Date | null {
    const readAt = this.kept.get(statement)?.plan?.readAt;
    return readAt === undefined ? null : new Date(readAt);
  }

  /** Those on which the most time went first. */
  list(): SlowQuery[] {
    return [...this.kept]
      .sort(([, one], [, other]) => other.totalMs - one.totalMs)
      .map(([statement, { count, totalMs, maxMs, firstAt, lastAt, plan }]) => ({
        statement,
        count,
        meanMs: rounded(totalMs / count),
        maxMs: rounded(maxMs),
        firstAt: firstAt.toISOString(),
        lastAt: lastAt.toISOString(),
        plan,
      }));
  }
}

/** To a microsecond. */
const rounded = (milliseconds: number): number => Math.round(milliseconds * 1000) / 1000;
