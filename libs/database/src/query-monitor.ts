import type { SlowQueries } from '@acgs/contracts';
import { SlowQueryTable } from './core/slow-query-table.js';
import { isRead, normalised } from './core/statement-text.js';
import type { PlanReader } from './plan-reader.js';

const TEXTS_MAX = 100;
const PLAN_EVERY_MILLISECONDS = 10_000;
const PLAN_GOOD_FOR_MILLISECONDS = 10 * 60_000;

/** A statement as it was given to the driver. */
export interface SentStatement {
  readonly text: string;
  readonly values: readonly unknown[];
}

/**
 * Keeps what took longer than the threshold. Of reads it gets the plan: one at a time, one each ten seconds at most, and
 * of the same statement one each ten minutes. Values are held only while a plan is being read.
 */
export class QueryMonitor {
  private readonly table = new SlowQueryTable(TEXTS_MAX);
  private readonly since = new Date();
  private reading: Promise<void> | null = null;
  private nextPlanAt = 0;

  constructor(
    readonly thresholdMs: number,
    private readonly plans: Pick<PlanReader, 'read'>,
  ) {}

  /** To be called with statements past the threshold alone; fails never. */
  add({ text, values }: SentStatement, milliseconds: number): void {
    const statement = normalised(text);
    const now = new Date();
    this.table.add(statement, milliseconds, now);
    if (this.mayReadPlan(statement, now) && isRead(text)) {
      this.nextPlanAt = now.getTime() + PLAN_EVERY_MILLISECONDS;
      this.reading = this.readPlan(statement, text, values);
    }
  }

  list(): SlowQueries {
    return {
      process: process.pid,
      since: this.since.toISOString(),
      thresholdMs: this.thresholdMs,
      queries: this.table.list(),
    };
  }

  private mayReadPlan(statement: string, now: Date): boolean {
    if (this.reading !== null || now.getTime() < this.nextPlanAt) return false;
    const readAt = this.table.planReadAt(statement);
    return readAt === null || now.getTime() - readAt.getTime() > PLAN_GOOD_FOR_MILLISECONDS;
  }

  /** A plan that can't be read is done without: the statement stays in the list. */
  private async readPlan(statement: string, text: string, values: readonly unknown[]): Promise<void> {
    try {
      this.table.addPlan(statement, await this.plans.read(text, values), new Date());
    } catch {
      return;
    } finally {
      this.reading = null;
    }
  }
}
