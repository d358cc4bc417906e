import { CONSTITUTIONAL_HASH } from '@acgs/constitutional-hash';
import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import type { GuardEntity } from './guard.entity.js';

export type NewGuard = Omit<
  GuardEntity,
  'status' | 'createdAt' | 'activeSince' | 'comparison' | 'counts' | 'lookAt' | 'constitutionalHash'
>;
export type DueGuard = Omit<GuardEntity, 'createdAt' | 'lookAt' | 'constitutionalHash'> & {
  /** Until when the guard is this process's, to the last digit. */
  readonly lease: string;
  readonly now: Date;
};

type Found = Pick<GuardEntity, 'status' | 'comparison' | 'counts'>;

/** Longer than all the calls of one look. */
const LEASE_SECONDS = 120;

const COLUMNS = `tenant, run_id AS "runId", candidate_id AS "candidateId", policy_id AS "policyId",
  policy_version AS "policyVersion", based_on AS "basedOn", hours, bounds, predicted, today, status,
  active_since AS "activeSince", comparison, counts, look_at::text AS lease, now() AS now`;
const OURS = `tenant = $1 AND run_id = $2 AND candidate_id = $3 AND look_at = $4::timestamptz
  AND status IN ('waiting', 'watching')`;

/** What has waited for long is looked at less often, each hour at least. */
const NEXT_LOOK = `now() + make_interval(secs => CASE
  WHEN $5 = 'waiting' AND active_since IS NULL
    THEN greatest($8, least(3600, extract(epoch FROM now() - created_at) / 1000)) ELSE $8 END)`;

/** Every statement about guards. */
@Injectable()
export class GuardsRepository {
  constructor(private readonly database: DataSource) {}

  async insert(transaction: EntityManager, guard: NewGuard): Promise<void> {
    await transaction.query(
      `INSERT INTO ec_service.guards (tenant, run_id, candidate_id, policy_id, policy_version, based_on, hours, bounds,
         predicted, today, status, constitutional_hash)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, 'waiting', $11)`,
      [
        ...[guard.tenant, guard.runId, guard.candidateId, guard.policyId, guard.policyVersion, guard.basedOn],
        ...[guard.hours, JSON.stringify(guard.bounds), JSON.stringify(guard.predicted)],
        ...[JSON.stringify(guard.today), CONSTITUTIONAL_HASH],
      ],
    );
  }

  /** One whose turn it is, of whatever tenant, for this process alone; null when there is none. */
  async claim(): Promise<DueGuard | null> {
    const [[guard]] = await this.database.query<[DueGuard[], number]>(
      `UPDATE ec_service.guards SET look_at = now() + make_interval(secs => $1)
       WHERE (tenant, run_id, candidate_id) = (SELECT tenant, run_id, candidate_id FROM ec_service.guards
         WHERE status IN ('waiting', 'watching') AND look_at <= now()
         ORDER BY look_at LIMIT 1 FOR UPDATE SKIP LOCKED)
       RETURNING ${COLUMNS}`,
      [LEASE_SECONDS],
    );
    return guard ?? null;
  }

  /** What a look has found, and in how many seconds the next one is; nothing when the guard is another process's by now. */
  async note(guard: DueGuard, { status, comparison, counts }: Found, seconds: number): Promise<void> {
    await this.database.query(
      `UPDATE ec_service.guards SET status = $5, comparison = $6, counts = $7, look_at = ${NEXT_LOOK},
         active_since = CASE WHEN $5 = 'watching' THEN coalesce(active_since, now()) ELSE active_since END
       WHERE ${OURS}`,
      [...keyOf(guard), status, textOf(comparison), textOf(counts), seconds],
    );
  }

  /** Before the roll-back that follows. False when the guard is another process's by now. */
  async noteCrossing(guard: DueGuard, { comparison, counts }: Omit<Found, 'status'>): Promise<boolean> {
    const [, changed] = await this.database.query<[unknown, number]>(
      `UPDATE ec_service.guards SET comparison = $5, counts = $6 WHERE ${OURS}`,
      [...keyOf(guard), textOf(comparison), textOf(counts)],
    );
    return changed === 1;
  }
}

const keyOf = ({ tenant, runId, candidateId, lease }: DueGuard): string[] => [
  tenant,
  runId,
  candidateId,
  lease,
];

const textOf = (value: object | null): string | null => (value === null ? null : JSON.stringify(value));
