import { CONSTITUTIONAL_HASH } from '@acgs/constitutional-hash';
import {
  type Decision,
  type EvaluationRequest,
  type Label,
  type LabelledDecisionQuery,
  type LabelSource,
  type Outcome,
  smallestDecisionId,
} from '@acgs/contracts';
import { Conditions, StaleReads } from '@acgs/database';
import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { NO_REPORT } from './agreed-label.js';

export interface GivenLabel {
  readonly decisionId: string;
  readonly outcome: Outcome;
  readonly reason: string;
}

export interface LabelGiver {
  readonly tenant: string;
  readonly labelledBy: string;
  readonly source: LabelSource;
  readonly suite: string | null;
}

/** Dates come as `json` writes them. */
export interface LabelledRow {
  readonly decisionId: string;
  /** Null when retention has dropped the decision, and its labels are about to follow. */
  readonly request: EvaluationRequest | null;
  readonly decision: Decision | null;
  readonly erased: boolean;
  readonly labels: readonly Label[];
}

/** Of one decision: the newest label of each giver is current; what somebody has reported takes no place of a review. */
const LABELS = (decisionId: string): string => `
  SELECT id, outcome, reason, source, suite, labelled_by, labelled_at,
    id = max(id) OVER (PARTITION BY labelled_by, ${NO_REPORT}) AS current
  FROM governance_engine.labels WHERE tenant = $1 AND decision_id = ${decisionId}`;

const LABEL_OBJECT = `json_build_object('outcome', outcome, 'reason', reason, 'source', source, 'suite', suite,
  'labelledBy', labelled_by, 'labelledAt',
  to_char(labelled_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'), 'current', current)`;

/** Every statement about labels. */
@Injectable()
export class LabelsRepository {
  constructor(
    private readonly database: DataSource,
    private readonly staleReads: StaleReads,
  ) {}

  transaction<Result>(work: (transaction: EntityManager) => Promise<Result>): Promise<Result> {
    return this.database.transaction(work);
  }

  /** The places of those that name no decision. With a requester, of those that name none which it has asked for, too. */
  async unknown(
    transaction: EntityManager,
    tenant: string,
    decisionIds: readonly string[],
    requestedBy: string | null = null,
  ): Promise<number[]> {
    const rows = await transaction.query<{ place: string }[]>(
      `SELECT place - 1 AS place FROM unnest($2::uuid[]) WITH ORDINALITY AS wanted (id, place)
       WHERE (SELECT $3::text IS NULL OR requested_by = $3 FROM governance_engine.decisions
              WHERE tenant = $1 AND decision_id = wanted.id) IS NOT TRUE
       ORDER BY place`,
      [tenant, decisionIds, requestedBy],
    );
    return rows.map(({ place }) => Number(place));
  }

  /** Gives how many: what the newest label of the same giver says already is not added again. */
  async add(
    transaction: EntityManager,
    { tenant, labelledBy, source, suite }: LabelGiver,
    labels: readonly GivenLabel[],
  ): Promise<number> {
    const rows = await transaction.query<unknown[]>(
      `INSERT INTO governance_engine.labels
         (tenant, decision_id, outcome, reason, source, suite, labelled_by, constitutional_hash)
       SELECT $1, decision_id, outcome, reason, $5, $6, $7, $8
       FROM unnest($2::uuid[], $3::text[], $4::text[]) WITH ORDINALITY AS given (decision_id, outcome, reason, place)
       WHERE (SELECT (newest.outcome, newest.reason, newest.source, newest.suite)
                IS NOT DISTINCT FROM (given.outcome, given.reason, $5::text, $6::text)
              FROM governance_engine.labels AS newest
              WHERE newest.tenant = $1 AND newest.decision_id = given.decision_id AND newest.labelled_by = $7
                AND (newest.source = 'report') = ($5::text = 'report')
              ORDER BY newest.id DESC LIMIT 1) IS NOT TRUE
       ORDER BY place RETURNING 1`,
      [
        tenant,
        labels.map(({ decisionId }) => decisionId),
        labels.map(({ outcome }) => outcome),
        labels.map(({ reason }) => reason),
        source,
        suite,
        labelledBy,
        CONSTITUTIONAL_HASH,
      ],
    );
    return rows.length;
  }

  /** All that were ever given, oldest first; null when there is no such decision. */
  async ofDecision(tenant: string, decisionId: string): Promise<Label[] | null> {
    const [row] = await this.database.query<{ labels: Label[] }[]>(
      `SELECT (SELECT coalesce(json_agg(${LABEL_OBJECT} ORDER BY id), '[]') FROM (${LABELS('$2')}) AS label) AS labels
       FROM governance_engine.decisions WHERE tenant = $1 AND decision_id = $2`,
      [tenant, decisionId],
    );
    return row?.labels ?? null;
  }

  /**
   * Decisions with their current labels, oldest first; one more than `limit`. One look by the key for each decision: a join
   * reads whole partitions until they have statistics.
   */
  list(tenant: string, { from, to, cursor, limit, reports }: LabelledDecisionQuery): Promise<LabelledRow[]> {
    const where = new Conditions()
      .add((p) => `tenant = ${p}`, tenant)
      .add((p) => `decision_id > ${p}`, cursor)
      .add((p) => `decision_id >= ${p}`, from && smallestDecisionId(new Date(from)))
      .add((p) => `decision_id < ${p}`, to && smallestDecisionId(new Date(to)));
    const counting = reports === 'include' ? '' : `AND ${NO_REPORT}`;
    return this.staleReads.query<LabelledRow>(
      'labels.list',
      `SELECT labelled.decision_id AS "decisionId", decision.request, decision.decision, given.labels,
         EXISTS (SELECT FROM governance_engine.erasures
                 WHERE tenant = $1 AND decision_id = labelled.decision_id) AS erased
       FROM (SELECT DISTINCT tenant, decision_id FROM governance_engine.labels WHERE ${where.text} ${counting}
             ORDER BY tenant, decision_id LIMIT ${String(limit + 1)}) AS labelled
       LEFT JOIN LATERAL (SELECT request, decision FROM governance_engine.decisions
         WHERE tenant = $1 AND decision_id = labelled.decision_id LIMIT 1) AS decision ON true
       CROSS JOIN LATERAL (SELECT json_agg(${LABEL_OBJECT} ORDER BY id) AS labels
         FROM (${LABELS('labelled.decision_id')}) AS label WHERE current) AS given
       ORDER BY labelled.decision_id`,
      where.values,
      (rows) => rows.length > limit,
    );
  }
}
