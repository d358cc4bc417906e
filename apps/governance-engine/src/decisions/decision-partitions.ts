import { Inject, Injectable, Logger, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { ENGINE_SETTINGS, type EngineSettings } from '../config.js';
import { smallestDecisionId } from './decision-id.js';

const DAY = 24 * 60 * 60 * 1000;
const DAYS_AHEAD = 7;
const HOUR = 60 * 60 * 1000;
const LOCK = 7_205_160_012;

/** A partition for each day (UTC), made a week ahead; old ones are dropped whole when a retention is set. */
@Injectable()
export class DecisionPartitions implements OnModuleInit, OnModuleDestroy {
  private readonly log = new Logger(DecisionPartitions.name);
  private timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly database: DataSource,
    @Inject(ENGINE_SETTINGS)
    private readonly settings: Pick<
      EngineSettings,
      'DECISION_RETENTION_DAYS' | 'IDEMPOTENCY_RETENTION_HOURS'
    >,
  ) {}

  async onModuleInit(): Promise<void> {
    await this.maintain(new Date());
    this.timer = setInterval(() => {
      this.maintain(new Date()).catch((error: unknown) => {
        this.log.error(error);
      });
    }, HOUR);
    this.timer.unref();
  }

  onModuleDestroy(): void {
    clearInterval(this.timer);
  }

  /** Makes what is missing and drops what is past its time; several processes may do it at once. */
  async maintain(now: Date): Promise<void> {
    await this.database.transaction(async (transaction) => {
      await transaction.query('SELECT pg_advisory_xact_lock($1)', [LOCK]);
      const present = await this.partitions(transaction);
      for (let day = -1; day <= DAYS_AHEAD; day++) {
        const start = startOfDay(now, day);
        if (present.includes(partitionName(start))) continue;
        await transaction.query(
          `CREATE TABLE governance_engine.${partitionName(start)} PARTITION OF governance_engine.decisions
           FOR VALUES FROM ('${smallestDecisionId(start)}') TO ('${smallestDecisionId(startOfDay(now, day + 1))}')`,
        );
      }
      const { DECISION_RETENTION_DAYS: days, IDEMPOTENCY_RETENTION_HOURS: hours } = this.settings;
      const oldest = partitionName(startOfDay(now, -days));
      for (const name of days === 0 ? [] : present.filter((partition) => partition < oldest)) {
        await transaction.query(`DROP TABLE governance_engine.${name}`);
      }
      await transaction.query('DELETE FROM governance_engine.idempotency_keys WHERE claim_id < $1', [
        smallestDecisionId(new Date(now.getTime() - hours * HOUR)),
      ]);
    });
  }

  private async partitions(transaction: Pick<DataSource, 'query'>): Promise<string[]> {
    const rows = await transaction.query<{ name: string }[]>(
      `SELECT child.relname AS name FROM pg_inherits
       JOIN pg_class child ON child.oid = inhrelid
       WHERE inhparent = 'governance_engine.decisions'::regclass ORDER BY 1`,
    );
    return rows.map(({ name }) => name);
  }
}

function startOfDay(now: Date, offset: number): Date {
  return new Date((Math.floor(now.getTime() / DAY) + offset) * DAY);
}

/** Sorts by time. */
const partitionName = (day: Date): string =>
  `decisions_${day.toISOString().slice(0, 10).replaceAll('-', '')}`;
