import { CONSTITUTIONAL_HASH } from '@acgs/constitutional-hash';
import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { GuardsRepository } from '../guards/guards.repository.js';
import type { PromotionEntity } from './promotion.entity.js';

export type Promotion = Omit<PromotionEntity, 'begunAt' | 'constitutionalHash'>;
type Key = Pick<PromotionEntity, 'tenant' | 'runId' | 'candidateId'>;

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
    `SELECT tenant, run_id AS "runId", candidate_id AS "candidateId", promoted_by AS "promotedBy", proposal, guard
     FROM ec_service.promotions WHERE ${OF_CANDIDATE}`,
    valuesOf(key),
  );
  return row ?? null;
}

async function dropIn(manager: EntityManager, key: Key): Promise<void> {
  await manager.query(`DELETE FROM ec_service.promotions WHERE ${OF_CANDIDATE}`, valuesOf(key));
}

const valuesOf = ({ tenant, runId, candidateId }: Key): string[] => [tenant, runId, candidateId];
