import { CONSTITUTIONAL_HASH } from '@acgs/constitutional-hash';
import { type LegalHoldDraft, type LegalHoldQuery, smallestDecisionId } from '@acgs/contracts';
import { ADVISORY_LOCKS, Conditions } from '@acgs/database';
import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { LegalHoldEntity } from './legal-hold.entity.js';

interface HoldKey {
  readonly tenant: string;
  readonly holdId: string;
}

/** Every statement about legal holds. A trigger takes each that is placed or released into the log, in the same transaction. */
@Injectable()
export class LegalHoldsRepository {
  constructor(private readonly database: DataSource) {}

  /** Waits for a partition that is about to be dropped, so that what a hold names when it is answered is there to stay. */
  place(key: HoldKey, { reason, subject, resource, from, to }: LegalHoldDraft, by: string): Promise<void> {
    return this.database.transaction(async (transaction) => {
      await transaction.query('SELECT pg_advisory_xact_lock($1)', [ADVISORY_LOCKS.decisionPartitions]);
      await transaction.query(
        `INSERT INTO governance_engine.legal_holds
           (tenant, hold_id, reason, subject_id, resource_id, from_id, to_id, placed_by, constitutional_hash)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
        [key.tenant, key.holdId, reason, subject, resource, idAt(from), idAt(to), by, CONSTITUTIONAL_HASH],
      );
    });
  }

  /** Does nothing to one that was released before. */
  async release({ tenant, holdId }: HoldKey, reason: string, by: string): Promise<void> {
    await this.database.query(
      `UPDATE governance_engine.legal_holds
       SET released_by = $3, released_at = date_trunc('milliseconds', now()), release_reason = $4
       WHERE tenant = $1 AND hold_id = $2 AND released_at IS NULL`,
      [tenant, holdId, by, reason],
    );
  }

  one(key: HoldKey): Promise<LegalHoldEntity | null> {
    return this.database.manager.findOneBy(LegalHoldEntity, key);
  }

  /** Newest first; one more than `limit`. */
  list(tenant: string, { cursor, limit, released }: LegalHoldQuery): Promise<LegalHoldEntity[]> {
    const query = this.database.manager
      .createQueryBuilder(LegalHoldEntity, 'hold')
      .where('hold.tenant = :tenant', { tenant })
      .orderBy('hold.holdId', 'DESC')
      .limit(limit + 1);
    if (cursor !== undefined) query.andWhere('hold.holdId < :cursor', { cursor });
    if (released === 'exclude') query.andWhere('hold.releasedAt IS NULL');
    return query.getMany();
  }

  /** By any hold in force. */
  async holdsDecision(transaction: EntityManager, tenant: string, decisionId: string): Promise<boolean> {
    const where = new Conditions()
      .add((p) => `decision.tenant = ${p}`, tenant)
      .add((p) => `decision_id = ${p}`, decisionId);
    return await isHeld(transaction, 'governance_engine.decisions', where);
  }

  /** Whether a hold in force names any decision of a table that is like `decisions`. */
  holdsAnyOf(transaction: EntityManager, table: string): Promise<boolean> {
    return isHeld(transaction, table, new Conditions());
  }
}

const idAt = (moment: string | undefined): string | undefined =>
  moment && smallestDecisionId(new Date(moment));

async function isHeld(transaction: EntityManager, table: string, where: Conditions): Promise<boolean> {
  const [row] = await transaction.query<[{ held: boolean }]>(
    `SELECT EXISTS (
       SELECT FROM governance_engine.legal_holds AS hold JOIN ${table} AS decision ON decision.tenant = hold.tenant
         AND (hold.subject_id IS NULL OR hold.subject_id = decision.subject_id)
         AND (hold.resource_id IS NULL OR hold.resource_id = decision.resource_id)
         AND (hold.from_id IS NULL OR decision.decision_id >= hold.from_id)
         AND (hold.to_id IS NULL OR decision.decision_id < hold.to_id)
       WHERE hold.released_at IS NULL AND ${where.text}) AS held`,
    where.values,
  );
  return row.held;
}
