import { CONSTITUTIONAL_HASH } from '@acgs/constitutional-hash';
import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { GuardsRepository } from '../guards/guards.repository.js';
import type { PromotionEntity } from './promotion.entity.js';

export type Promotion = Omit<PromotionEntity, 'begunAt' | 'takenUpAt' | 'constitutionalHash'>;
type Key = Pick<PromotionEntity, 'tenant' | 'runId' | 'candidateId'>;

const PROMOTION =
  'tenant, run_id AS "runId", candidate_id AS "candidateId", promoted_by AS "promotedBy", proposal, guard';
const OF_CANDIDATE = 'tenant = $1 AND run_id = $2 AND candidate_id = $3';

/** Every statement about reviews. Who reviews one candidate at the same time waits. */
@Injectable()
export class ReviewsRepository {
  constructor(
    private readonly database: DataSource,
    private readonly guards: GuardsRepository,
  ) {}

  async begun(key: Key): Promise<Promotion | null> {
    return begunIn(this.database.manager, key);
  }

  /** Keeps what is to be done, and gives what is: that which was begun first. Null when the candidate is reviewed already. */
  begin(promotion: Promotion): Promise<Promotion | null> {
    return this.database.transaction(async (transaction) => {
      if (!(await isOpen(transaction, promotion))) return null;
      const known = await begunIn(transaction, promotion);
      if (known !== null) return known;
      const { proposal, guard, promotedBy } = promotion;
      await transaction.query(
        `INSERT INTO ec_service.promotions (tenant, run_id, candidate_id, promoted_by, proposal, guard, constitutional_hash)
         VALUES ($1, $2, $3, $4, $5, $6, $7)`,
        [
          ...[...valuesOf(promotion), promotedBy, JSON.stringify(proposal)],
          ...[guard === null ? null : JSON.stringify(guard), CONSTITUTIONAL_HASH],
        ],
      );
      return promotion;
    });
  }

  /** One that nobody has seen to for so many seconds, for this process alone for as many; null where there is none. */
  async takeUp(seconds: number): Promise<Promotion | null> {
    const [[promotion]] = await this.database.query<[Promotion[], number]>(
      `UPDATE ec_service.promotions SET taken_up_at = now()
       WHERE (tenant, run_id, candidate_id) = (SELECT tenant, run_id, candidate_id FROM ec_service.promotions
         WHERE taken_up_at <= now() - make_interval(secs => $1)
         ORDER BY taken_up_at LIMIT 1 FOR UPDATE SKIP LOCKED)
       RETURNING ${PROMOTION}`,
      [seconds],
    );
    return promotion ?? null;
  }

  /** Of all tenants, those that were begun and are not at their end. */
  async countBegun(): Promise<number> {
    const [row] = await this.database.query<{ count: number }[]>(
      'SELECT count(*)::integer AS count FROM ec_service.promotions',
    );
    return row?.count ?? 0;
  }

  /** With the version that came of it, which is guarded from now on. Once, however often it is said. */
  finish(promotion: Promotion, version: number): Promise<void> {
    return this.database.transaction(async (transaction) => {
      if (!(await isOpen(transaction, promotion))) return;
      await transaction.query(
        `UPDATE ec_service.candidates SET review = 'promoted', reviewed_by = $4, reviewed_at = now(), proposed_version = $5
         WHERE tenant = $1 AND run_id = $2 AND id = $3`,
        [...valuesOf(promotion), promotion.promotedBy, version],
      );
      await this.guard(transaction, promotion, version);
      await dropIn(transaction, promotion);
    });
  }

  /** When the engine has refused it: nothing has come of it. */
  withdraw(key: Key): Promise<void> {
    return dropIn(this.database.manager, key);
  }

  /** False when somebody has said something already, or a promotion was begun. */
  reject(key: Key, { reason, by }: { readonly reason: string; readonly by: string }): Promise<boolean> {
    return this.database.transaction(async (transaction) => {
      if (!(await isOpen(transaction, key)) || (await begunIn(transaction, key)) !== null) return false;
      await transaction.query(
        `UPDATE ec_service.candidates SET review = 'rejected', reviewed_by = $4, reviewed_at = now(), reason = $5
         WHERE tenant = $1 AND run_id = $2 AND id = $3`,
        [...valuesOf(key), by, reason],
      );
      return true;
    });
  }

  private async guard(transaction: EntityManager, promotion: Promotion, version: number): Promise<void> {
    const { tenant, runId, candidateId, proposal, guard } = promotion;
    if (guard === null) return;
    await this.guards.insert(transaction, {
      ...{ tenant, runId, candidateId, ...guard },
      ...{ policyId: proposal.document.id, policyVersion: version, basedOn: proposal.basedOn },
    });
  }
}

/** Locks the candidate: whatever comes after in the transaction sees what was said before. */
async function isOpen(transaction: EntityManager, key: Key): Promise<boolean> {
  const rows = await transaction.query<unknown[]>(
    `SELECT FROM ec_service.candidates WHERE tenant = $1 AND run_id = $2 AND id = $3 AND review IS NULL FOR UPDATE`,
    valuesOf(key),
  );
  return rows.length === 1;
}

async function begunIn(manager: EntityManager, key: Key): Promise<Promotion | null> {
  const [row] = await manager.query<Promotion[]>(
    `SELECT ${PROMOTION} FROM ec_service.promotions WHERE ${OF_CANDIDATE}`,
    valuesOf(key),
  );
  return row ?? null;
}

async function dropIn(manager: EntityManager, key: Key): Promise<void> {
  await manager.query(`DELETE FROM ec_service.promotions WHERE ${OF_CANDIDATE}`, valuesOf(key));
}

const valuesOf = ({ tenant, runId, candidateId }: Key): string[] => [tenant, runId, candidateId];
