import { CONSTITUTIONAL_HASH } from '@acgs/constitutional-hash';
import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import type { GuardEntity } from './guard.entity.js';

export type NewGuard = Omit<
  GuardEntity,
  'status' | 'createdAt' | 'activeSince' | 'comparison' | 'lookAt' | 'constitutionalHash'
>;
export type DueGuard = Omit<GuardEntity, 'createdAt' | 'lookAt' | 'constitutionalHash'> & {
  /** Whether its time is over by the clock of the database, or it has waited for a month. */
  readonly isOver: boolean;
  readonly now: Date;
};

const OPEN = `status IN ('waiting', 'watching')`;
const COLUMNS = `tenant, run_id AS "runId", candidate_id AS "candidateId", policy_id AS "policyId",
  policy_version AS "policyVersion", hours, bounds, predicted, status, active_since AS "activeSince", comparison,
  coalesce(active_since + make_interval(secs => hours * 3600), created_at + interval '30 days') <= now() AS "isOver", now() AS now`;

/** Every statement about guards. */
@Injectable()
export class GuardsRepository {
  constructor(private readonly database: DataSource) {}

  async insert(transaction: EntityManager, guard: NewGuard): Promise<void> {
    await transaction.query(
      `INSERT INTO ec_service.guards (tenant, run_id, candidate_id, policy_id, policy_version, hours, bounds, predicted,
         status, constitutional_hash)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, 'waiting', $9)`,
      [
        ...[guard.tenant, guard.runId, guard.candidateId, guard.policyId, guard.policyVersion, guard.hours],
        ...[JSON.stringify(guard.bounds), JSON.stringify(guard.predicted), CONSTITUTIONAL_HASH],
      ],
    );
  }

  /** Those whose turn it is, of whatever tenant: one process looks after each, and the next look is so many seconds away. */
  async due(seconds: number): Promise<DueGuard[]> {
    const [guards] = await this.database.query<[DueGuard[], number]>(
      `UPDATE ec_service.guards SET look_at = now() + make_interval(secs => $1)
       WHERE (tenant, run_id, candidate_id) IN (SELECT tenant, run_id, candidate_id FROM ec_service.guards
         WHERE ${OPEN} AND look_at <= now() ORDER BY look_at LIMIT 20 FOR UPDATE SKIP LOCKED)
       RETURNING ${COLUMNS}`,
      [seconds],
    );
    return guards;
  }

  /** What a look has found; one that has ended before stays so. */
  async note(
    { tenant, runId, candidateId }: Pick<GuardEntity, 'tenant' | 'runId' | 'candidateId'>,
    { status, comparison }: Pick<GuardEntity, 'status' | 'comparison'>,
  ): Promise<void> {
    await this.database.query(
      `UPDATE ec_service.guards SET status = $4, comparison = $5,
         active_since = CASE WHEN $4 = 'waiting' THEN active_since ELSE coalesce(active_since, now()) END
       WHERE tenant = $1 AND run_id = $2 AND candidate_id = $3 AND ${OPEN}`,
      [tenant, runId, candidateId, status, comparison === null ? null : JSON.stringify(comparison)],
    );
  }
}
