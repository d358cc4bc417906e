import { smallestDecisionId } from '@acgs/contracts';
import { ADVISORY_LOCKS } from '@acgs/database';
import { BackgroundLoop } from '@acgs/service';
import { Inject, Injectable, Logger, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { ENGINE_SETTINGS, type EngineSettings } from '../config.js';
import { ExpiredPartitions } from './expired-partitions.js';
import { partitionName, partitionsOf, startOfDay } from './partition-days.js';

const DAYS_AHEAD = 7;
const HOUR = 60 * 60 * 1000;
const MINUTE = 60 * 1000;
const LOCK_TIMEOUT = '500ms';
const KEYS_AT_ONCE = 10_000;

/** A partition for each day (UTC), made a week ahead; old ones are dropped whole when a retention is set. */
@Injectable()
export class DecisionPartitions implements OnModuleInit, OnModuleDestroy {
  private readonly log = new Logger(DecisionPartitions.name);
  private readonly loop = BackgroundLoop.every(
    MINUTE,
    () => this.maintainWhenDue(new Date()),
    (error) => {
      this.log.error(error);
    },
  );
  private nextRoundAt = 0;

  constructor(
    private readonly database: DataSource,
    @Inject(ENGINE_SETTINGS)
    private readonly settings: Pick<
      EngineSettings,
      'DECISION_RETENTION_DAYS' | 'IDEMPOTENCY_RETENTION_HOURS'
    >,
    private readonly expired: ExpiredPartitions,
  ) {}

  /** Only what decisions can't be written without is waited for. */
  async onModuleInit(): Promise<void> {
    await this.makeAhead(new Date());
    this.loop.start();
  }

  async onModuleDestroy(): Promise<void> {
    await this.loop.stop();
  }

  /** Makes what is missing and drops what is past its time; several processes may do it at once. */
  async maintain(now: Date): Promise<void> {
    await this.makeAhead(now);
    await this.dropExpired(now);
    await this.forgetAnswers(now);
    await this.forgetKeys(now);
  }

  /**
   * By the clock of the day and not by a rest of an hour: timers stand still while the machine sleeps, for longer than
   * the week that is made ahead. What fails is tried again a minute later.
   */
  async maintainWhenDue(now: Date): Promise<void> {
    if (now.getTime() < this.nextRoundAt) return;
    await this.maintain(now);
    this.nextRoundAt = now.getTime() + HOUR;
  }

  /** A table made apart and attached takes no lock that a reader or a writer of decisions would wait for. */
  private async makeAhead(now: Date): Promise<void> {
    await this.alone(async (transaction) => {
      const present = await partitionsOf(transaction);
      for (let day = -1; day <= DAYS_AHEAD; day++) {
        const start = startOfDay(now, day);
        const name = partitionName(start);
        if (present.includes(name)) continue;
        await transaction.query(
          `CREATE TABLE governance_engine.${name} (LIKE governance_engine.decisions INCLUDING ALL)`,
        );
        await transaction.query(
          `ALTER TABLE governance_engine.decisions ATTACH PARTITION governance_engine.${name}
           FOR VALUES FROM ('${smallestDecisionId(start)}') TO ('${smallestDecisionId(startOfDay(now, day + 1))}')`,
        );
      }
    });
  }

  private async dropExpired(now: Date): Promise<void> {
    const { DECISION_RETENTION_DAYS: days } = this.settings;
    if (days > 0) await this.expired.drop(startOfDay(now, -days), () => this.loop.signal.aborted);
  }

  /** What people have answered to decisions that are dropped, and said of them; it is as few as people are. */
  private async forgetAnswers(now: Date): Promise<void> {
    const { DECISION_RETENTION_DAYS: days } = this.settings;
    if (days === 0) return;
    for (const table of ['approvals', 'labels']) {
      await this.database.query(
        `DELETE FROM governance_engine.${table} USING governance_engine.dropped_partitions
         WHERE decision_id >= from_id AND decision_id < to_id AND decision_id < $1
           AND NOT EXISTS (SELECT FROM governance_engine.decisions AS kept
             WHERE kept.tenant = ${table}.tenant AND kept.decision_id = ${table}.decision_id)`,
        [smallestDecisionId(startOfDay(now, -days))],
      );
    }
  }

  private async forgetKeys(now: Date): Promise<void> {
    const oldest = smallestDecisionId(
      new Date(now.getTime() - this.settings.IDEMPOTENCY_RETENTION_HOURS * HOUR),
    );
    let forgotten = KEYS_AT_ONCE;
    while (forgotten === KEYS_AT_ONCE && !this.loop.signal.aborted) {
      [, forgotten] = await this.database.query<[unknown, number]>(
        `DELETE FROM governance_engine.idempotency_keys WHERE ctid = ANY (ARRAY(
           SELECT ctid FROM governance_engine.idempotency_keys WHERE claim_id < $1 LIMIT ${String(KEYS_AT_ONCE)}))`,
        [oldest],
      );
    }
  }

  private async alone(work: (transaction: EntityManager) => Promise<unknown>): Promise<void> {
    await this.database.transaction(async (transaction) => {
      await transaction.query('SELECT pg_advisory_xact_lock($1)', [ADVISORY_LOCKS.decisionPartitions]);
      await transaction.query(`SET LOCAL lock_timeout = '${LOCK_TIMEOUT}'`);
      await work(transaction);
    });
  }
}
