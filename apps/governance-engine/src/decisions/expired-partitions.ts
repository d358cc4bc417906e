import { CONSTITUTIONAL_HASH } from '@acgs/constitutional-hash';
import { smallestDecisionId } from '@acgs/contracts';
import { ADVISORY_LOCKS } from '@acgs/database';
import { Injectable, Logger } from '@nestjs/common';
import { DataSource, type EntityManager, type QueryRunner } from 'typeorm';
import { LegalHoldsRepository } from '../legal-holds/legal-holds.repository.js';
import { dayAfter, dayOf, partitionName, partitionsOf } from './partition-days.js';

const LOCK_TIMEOUT = '500ms';

/**
 * Drops days of decisions that are past their time and that nothing needs any more. A day is detached while others read and
 * write, and what is dropped then is a table that nobody knows. That takes several transactions: what one of them has
 * begun, when a process ended, is finished in the next round.
 */
@Injectable()
export class ExpiredPartitions {
  private readonly log = new Logger(ExpiredPartitions.name);

  constructor(
    private readonly database: DataSource,
    private readonly holds: LegalHoldsRepository,
  ) {}

  /** Of the days before this one. */
  async drop(oldestKept: Date, isOver: () => boolean): Promise<void> {
    await this.alone((runner) => finishBegun(runner));
    const expired = (await partitionsOf(this.database)).filter((name) => name < partitionName(oldestKept));
    for (const name of expired) {
      if (isOver()) return;
      await this.alone((runner) => this.dropOne(runner, name));
    }
  }

  private async dropOne(runner: QueryRunner, name: string): Promise<void> {
    if (!(await partitionsOf(runner.manager)).includes(name)) return;
    const isNoted = await runner.manager.transaction((transaction) =>
      this.noteUnlessNeeded(transaction, name),
    );
    if (!isNoted) return;
    try {
      await runner.query(
        `ALTER TABLE governance_engine.decisions DETACH PARTITION governance_engine.${name} CONCURRENTLY`,
      );
    } catch (error) {
      await forgetNote(runner, name);
      throw error;
    }
    await runner.query(`DROP TABLE governance_engine.${name}`);
  }

  /**
   * False for a day that is kept. Otherwise it is noted for the log's monitor, which tells a record that is past its time
   * from one that is missing, before the first record goes.
   */
  private async noteUnlessNeeded(transaction: EntityManager, name: string): Promise<boolean> {
    const ids = [smallestDecisionId(dayOf(name)), smallestDecisionId(dayAfter(dayOf(name)))];
    if (await awaitsLog(transaction, ids)) {
      this.log.error(`${name} is past its time, and kept: decisions of that day are not in the log yet.`);
      return false;
    }
    if (await this.holds.holdsAnyOf(transaction, `governance_engine.${name}`)) {
      this.log.log(`${name} is past its time, and kept whole: a legal hold names decisions of that day.`);
      return false;
    }
    await transaction.query(
      `INSERT INTO governance_engine.dropped_partitions (from_id, to_id, constitutional_hash) VALUES ($1, $2, $3)
       ON CONFLICT (from_id) DO UPDATE SET to_id = excluded.to_id, dropped_at = excluded.dropped_at`,
      [...ids, CONSTITUTIONAL_HASH],
    );
    return true;
  }

  /** One process at a time, in more than one transaction: the lock is the session's. Does nothing where another one is at it. */
  private async alone(work: (runner: QueryRunner) => Promise<void>): Promise<void> {
    const runner = this.database.createQueryRunner();
    try {
      const [row] = await runner.manager.query<[{ locked: boolean }]>(
        'SELECT pg_try_advisory_lock($1) AS locked',
        [ADVISORY_LOCKS.decisionPartitions],
      );
      if (!row.locked) return;
      await runner.query(`SET lock_timeout = '${LOCK_TIMEOUT}'`);
      await work(runner);
    } finally {
      await runner.query('RESET lock_timeout; SELECT pg_advisory_unlock_all()').catch(() => undefined);
      await runner.release();
    }
  }
}

/** Whether decisions of these ids, from the first to before the second, are in the outbox: no leaf is made of what is gone. */
async function awaitsLog(transaction: EntityManager, ids: readonly string[]): Promise<boolean> {
  const [row] = await transaction.query<[{ waits: boolean }]>(
    `SELECT EXISTS (SELECT FROM acgs.outbox, unnest(decision_ids) AS waiting (id)
                    WHERE waiting.id >= $1::uuid AND waiting.id < $2::uuid) AS waits`,
    [...ids],
  );
  return row.waits;
}

/** Of a day that has stayed. One whose detaching has begun is seen by no statement any more, and is noted rightly. */
async function forgetNote(runner: QueryRunner, name: string): Promise<void> {
  await runner.query(
    `DELETE FROM governance_engine.dropped_partitions WHERE from_id = $1 AND EXISTS (
       SELECT FROM pg_inherits WHERE inhrelid = to_regclass($2) AND NOT inhdetachpending)`,
    [smallestDecisionId(dayOf(name)), `governance_engine.${name}`],
  );
}

/** Days whose detaching has begun, and days that are detached; tables that somebody else has detached are not noted. */
async function finishBegun(runner: QueryRunner): Promise<void> {
  const pending = await runner.manager.query<{ name: string }[]>(
    `SELECT relname AS name FROM pg_inherits JOIN pg_class ON pg_class.oid = inhrelid
     WHERE inhparent = 'governance_engine.decisions'::regclass AND inhdetachpending`,
  );
  for (const { name } of pending) {
    await runner.query(
      `ALTER TABLE governance_engine.decisions DETACH PARTITION governance_engine.${name} FINALIZE`,
    );
  }
  const detached = await runner.manager.query<{ name: string }[]>(
    `SELECT relname AS name FROM pg_class WHERE relnamespace = 'governance_engine'::regnamespace
       AND relkind = 'r' AND NOT relispartition AND relname ~ '^decisions_[0-9]{8}$'`,
  );
  for (const { name } of detached) {
    const noted = await runner.manager.query<unknown[]>(
      'SELECT 1 FROM governance_engine.dropped_partitions WHERE from_id = $1',
      [smallestDecisionId(dayOf(name))],
    );
    if (noted.length > 0) await runner.query(`DROP TABLE governance_engine.${name}`);
  }
}
