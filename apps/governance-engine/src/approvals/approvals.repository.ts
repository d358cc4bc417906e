import { CONSTITUTIONAL_HASH } from '@acgs/constitutional-hash';
import type { ApprovalAnswerRequest, ApprovalPageQuery, ApprovalStatus, Decision } from '@acgs/contracts';
import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import type { AwaitedApproval, EscalatedDecision } from './escalated-decision.js';

const COLUMNS = `decision.tenant, decision.requested_by AS "requestedBy", decision.request, decision.decision,
  answer, answered_by AS "answeredBy", answered_at AS "answeredAt", expires_at AS "expiresAt", note,
  withdrawn_at AS "withdrawnAt", CASE WHEN withdrawn_at IS NOT NULL THEN coalesce(withdrawn_by, answered_by) END AS "withdrawnBy",
  used_by AS "usedBy", expires_at <= clock_timestamp() AS "isOver"`;

/** By escalated decisions: an index has them in their order, through all partitions. */
const FROM_DECISIONS = `FROM governance_engine.decisions AS decision
  LEFT JOIN governance_engine.approvals AS approval USING (tenant, decision_id)`;

/** By answers, which are few. One look by the key for each: a join reads whole partitions until they have statistics. */
const FROM_ANSWERS = `FROM governance_engine.approvals AS approval
  CROSS JOIN LATERAL (SELECT tenant, requested_by, request, decision FROM governance_engine.decisions
    WHERE tenant = approval.tenant AND decision_id = approval.decision_id LIMIT 1) AS decision`;

const IS_OPEN = `answer = 'approve' AND used_by IS NULL AND withdrawn_at IS NULL`;

/** Of a list: decisions or answers, walked by their key. */
interface Part {
  readonly from: string;
  readonly key: 'decision' | 'approval';
  readonly where: string;
}

const ofDecisions = (where = 'true'): Part => ({
  from: FROM_DECISIONS,
  key: 'decision',
  where: `decision.outcome = 'escalate' AND ${where}`,
});
const ofAnswers = (where: string): Part => ({ from: FROM_ANSWERS, key: 'approval', where });

/** The planner has an estimate for this, and none for an answer that is null after a left join. */
const UNANSWERED = `NOT EXISTS (SELECT FROM governance_engine.approvals AS given
  WHERE given.tenant = decision.tenant AND given.decision_id = decision.decision_id)`;

const ALL = [ofDecisions()];
const PARTS: Readonly<Record<ApprovalStatus, readonly Part[]>> = {
  pending: [ofDecisions(`${UNANSWERED} AND decision.decision_id >= $3`)],
  approved: [ofAnswers(`${IS_OPEN} AND expires_at > clock_timestamp()`)],
  refused: [ofAnswers(`answer = 'refuse'`)],
  withdrawn: [ofAnswers('withdrawn_at IS NOT NULL')],
  expired: [
    ofDecisions(`${UNANSWERED} AND decision.decision_id < $3`),
    ofAnswers(`${IS_OPEN} AND expires_at <= clock_timestamp()`),
  ],
  used: [ofAnswers('used_by IS NOT NULL')],
};
const OF_A_TIME: ReadonlySet<ApprovalStatus | undefined> = new Set(['pending', 'expired']);
const AFTER_ALL = 'ffffffff-ffff-ffff-ffff-ffffffffffff';

interface NewAnswer extends ApprovalAnswerRequest {
  readonly tenant: string;
  readonly decisionId: string;
  readonly answeredBy: string;
  readonly ttlSeconds: number;
}

/** Every statement about approvals. Triggers take answers and withdrawals into the log, in the same transaction. */
@Injectable()
export class ApprovalsRepository {
  constructor(private readonly database: DataSource) {}

  /** Null when there is no such decision, or it was not escalated. */
  async find(tenant: string, decisionId: string): Promise<EscalatedDecision | null> {
    const [row] = await this.database.query<EscalatedDecision[]>(
      `SELECT ${COLUMNS} ${FROM_DECISIONS}
       WHERE decision.tenant = $1 AND decision.decision_id = $2 AND decision.outcome = 'escalate'`,
      [tenant, decisionId],
    );
    return row ?? null;
  }

  /** Newest first; one more than `query.limit`. Those without an answer are pending from the id `pendingFrom` on. */
  list(tenant: string, query: ApprovalPageQuery, pendingFrom: string): Promise<EscalatedDecision[]> {
    const { status, cursor = AFTER_ALL, limit } = query;
    const parts = (status === undefined ? ALL : PARTS[status]).map(
      ({ from, key, where }) =>
        `(SELECT ${key}.decision_id, ${COLUMNS} ${from}
          WHERE ${key}.tenant = $1 AND ${key}.decision_id < $2 AND ${where}
          ORDER BY ${key}.tenant, ${key}.decision_id DESC LIMIT ${String(limit + 1)})`,
    );
    return this.database.query<EscalatedDecision[]>(
      `SELECT * FROM (${parts.join(' UNION ALL ')}) AS listed
       ORDER BY decision_id DESC LIMIT ${String(limit + 1)}`,
      [tenant, cursor, ...(OF_A_TIME.has(status) ? [pendingFrom] : [])],
    );
  }

  /** False when there is an answer already. Who asked is taken from the decision itself. */
  async answer({ tenant, decisionId, answer, answeredBy, note, ttlSeconds }: NewAnswer): Promise<boolean> {
    const rows = await this.database.query<unknown[]>(
      `INSERT INTO governance_engine.approvals
         (tenant, decision_id, requested_by, answer, answered_by, answered_at, expires_at, note, constitutional_hash)
       SELECT tenant, decision_id, requested_by, $3, $4, date_trunc('milliseconds', now()),
         CASE WHEN $3 = 'approve' THEN date_trunc('milliseconds', now()) + make_interval(secs => $5) END, $6, $7
       FROM governance_engine.decisions WHERE tenant = $1 AND decision_id = $2 AND outcome = 'escalate'
       ON CONFLICT DO NOTHING RETURNING decision_id`,
      [tenant, decisionId, answer, answeredBy, ttlSeconds, note ?? null, CONSTITUTIONAL_HASH],
    );
    return rows.length > 0;
  }

  /** Nothing when it has ended before. */
  async withdraw(tenant: string, decisionId: string, withdrawnBy: string): Promise<void> {
    await this.database.query(
      `UPDATE governance_engine.approvals SET withdrawn_at = date_trunc('milliseconds', now()), withdrawn_by = $3
       WHERE tenant = $1 AND decision_id = $2 AND ${IS_OPEN}`,
      [tenant, decisionId, withdrawnBy],
    );
  }

  /**
   * Uses it up for a decision, in the transaction that records it: who comes at the same time waits for its end. False when
   * it has ended, or does by the clock of the database or the decision's.
   */
  async use(
    transaction: EntityManager,
    tenant: string,
    approvalId: string,
    { decisionId, decidedAt }: Pick<Decision, 'decisionId' | 'decidedAt'>,
  ): Promise<boolean> {
    const [, used] = await transaction.query<[unknown, number]>(
      `UPDATE governance_engine.approvals SET used_by = $3
       WHERE tenant = $1 AND decision_id = $2 AND ${IS_OPEN}
         AND expires_at > greatest(clock_timestamp(), $4::timestamptz)`,
      [tenant, approvalId, decisionId, decidedAt],
    );
    return used === 1;
  }

  /** The places of those that have an answer. */
  async answered(awaited: readonly AwaitedApproval[]): Promise<number[]> {
    const rows = await this.database.query<{ place: number }[]>(
      `SELECT (place - 1)::integer AS place
       FROM unnest($1::text[], $2::uuid[]) WITH ORDINALITY AS awaited (tenant, decision_id, place)
       WHERE EXISTS (SELECT FROM governance_engine.approvals
                     WHERE tenant = awaited.tenant AND decision_id = awaited.decision_id)`,
      [awaited.map(({ tenant }) => tenant), awaited.map(({ decisionId }) => decisionId)],
    );
    return rows.map(({ place }) => place);
  }
}
