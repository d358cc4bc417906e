import { Inject, Injectable } from '@nestjs/common';
import { type Context, context } from '@opentelemetry/api';
import { Gauge, Histogram, Registry } from 'prom-client';
import { ENGINE_SETTINGS, type EngineSettings } from '../config.js';
import { DecisionNotRecordedError, DecisionQueueFullError } from './decision.errors.js';
import { DecisionCounts } from './decision-counts.js';
import type { RecordGroup } from './decision-record.js';
import { DecisionsRepository } from './decisions.repository.js';
import { LiveDecisions } from './live-decisions.js';

const ROWS_PER_COMMIT = 1000;
const LANES = 2;
/** Fewer waiting records leave sooner, and with more company, when they wait for the lane that is busy. */
const ROWS_FOR_ANOTHER_LANE = 250;

interface Waiting {
  readonly group: RecordGroup;
  /** Of the request: its trace. */
  readonly within: Context;
  readonly settle: (recorded: boolean) => void;
  readonly fail: (error: Error) => void;
}

/**
 * The commit lanes: what arrives while one batch is on its way to the disk leaves together as the next. No timer: a
 * record never waits while all lanes are free. The second lane opens only for what fills a good part of a commit.
 */
@Injectable()
export class DecisionLog {
  private waiting: Waiting[] = [];
  /** Those that are not on their way yet. */
  private unsentRecords = 0;
  private waitingRecords = 0;
  private busyLanes = 0;
  private readonly rows: Histogram;

  constructor(
    private readonly repository: DecisionsRepository,
    @Inject(ENGINE_SETTINGS) private readonly settings: Pick<EngineSettings, 'DECISION_QUEUE_MAX'>,
    private readonly live: LiveDecisions,
    private readonly counts: DecisionCounts,
    registry: Registry,
  ) {
    this.rows = new Histogram({
      name: 'acgs_decision_log_rows_per_commit',
      help: 'Decisions that one commit made durable.',
      buckets: [1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 1024],
      registers: [registry],
    });
    const waiting = new Gauge({
      name: 'acgs_decision_log_waiting',
      help: 'Decisions that wait for the disk.',
      aggregator: 'sum',
      registers: [registry],
      collect: () => {
        waiting.set(this.waitingRecords);
      },
    });
  }

  /**
   * Resolves once the records are durable: true; or false when none was recorded because the idempotency key is taken.
   *
   * @throws DecisionNotRecordedError when the database does not confirm the commit
   * @throws DecisionQueueFullError when too many wait already; where none waits, a group of any size may
   */
  append(group: RecordGroup): Promise<boolean> {
    this.live.add(group.records.length);
    const records = this.waitingRecords + group.records.length;
    if (this.waitingRecords > 0 && records > this.settings.DECISION_QUEUE_MAX) {
      return Promise.reject(new DecisionQueueFullError());
    }
    this.waitingRecords = records;
    this.unsentRecords += group.records.length;
    return new Promise((settle, fail) => {
      this.waiting.push({ group, within: context.active(), settle, fail });
      if (this.mayUseLane()) void this.flush();
    });
  }

  private async flush(): Promise<void> {
    while (this.mayUseLane()) {
      this.busyLanes++;
      await this.commit(this.nextBatch());
      this.busyLanes--;
    }
  }

  private mayUseLane(): boolean {
    if (this.busyLanes === 0) return this.waiting.length > 0;
    return this.busyLanes < LANES && this.unsentRecords >= ROWS_FOR_ANOTHER_LANE;
  }

  private nextBatch(): Waiting[] {
    let rows = 0;
    let end = 0;
    for (const { group } of this.waiting) {
      rows += group.records.length;
      if (end > 0 && rows > ROWS_PER_COMMIT) break;
      end++;
    }
    const batch = this.waiting.slice(0, end);
    this.waiting = this.waiting.slice(end);
    return batch;
  }

  /** In the trace of the first: a commit of many is no part of each. */
  private insert(batch: readonly Waiting[]): Promise<ReadonlySet<RecordGroup>> {
    const insert = (): Promise<ReadonlySet<RecordGroup>> =>
      this.repository.insertGroups(batch.map(({ group }) => group));
    return context.with(batch[0]?.within ?? context.active(), insert);
  }

  private async commit(batch: readonly Waiting[]): Promise<void> {
    const rows = batch.reduce((sum, { group }) => sum + group.records.length, 0);
    this.unsentRecords -= rows;
    try {
      const refused = await this.insert(batch);
      this.rows.observe(rows);
      for (const { group, settle } of batch) {
        const isRecorded = !refused.has(group);
        if (isRecorded) this.counts.add(group.records);
        settle(isRecorded);
      }
    } catch (cause) {
      const error = new DecisionNotRecordedError(cause);
      for (const { fail } of batch) fail(error);
    } finally {
      this.waitingRecords -= rows;
    }
  }
}
