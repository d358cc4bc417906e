import { smallestDecisionId } from '@acgs/contracts';
import type { ClientBase } from 'pg';

const ROWS_AT_ONCE = 500;

export interface ExportRange {
  readonly tenant: string;
  readonly from: Date | null;
  readonly to: Date | null;
}

/** A recorded decision as it is kept now: what was erased is erased here as well. `request`, `decision`, `labels` are JSON. */
export interface ExportedDecision {
  readonly tenant: string;
  readonly decisionId: string;
  readonly requestedBy: string;
  readonly subjectId: string;
  readonly actionName: string;
  readonly resourceId: string;
  readonly outcome: string;
  readonly ruleIds: readonly string[];
  readonly request: string;
  readonly decision: string;
  /** Pointers to what was erased of the request. */
  readonly erased: readonly string[];
  readonly labels: string;
  readonly constitutionalHash: string;
}

const LABELS = `(SELECT coalesce(json_agg(json_build_object('outcome', outcome, 'reason', reason, 'source', source,
    'suite', suite, 'labelledBy', labelled_by,
    'labelledAt', to_char(labelled_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')) ORDER BY id), '[]')
  FROM governance_engine.labels AS label
  WHERE label.tenant = recorded.tenant AND label.decision_id = recorded.decision_id)::text`;

const ERASED = `ARRAY(SELECT unnest(fields) FROM governance_engine.erasure_entries AS erasure
  WHERE erasure.tenant = recorded.tenant AND erasure.decision_id = recorded.decision_id)`;

/** In the order of their ids, as they are at one moment, some hundred in memory at a time. Opens a transaction and ends it. */
export async function* exportedDecisions(
  client: ClientBase,
  { tenant, from, to }: ExportRange,
): AsyncGenerator<ExportedDecision> {
  await client.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY');
  await client.query(
    `DECLARE exported NO SCROLL CURSOR FOR
     SELECT tenant, decision_id AS "decisionId", requested_by AS "requestedBy", subject_id AS "subjectId",
       action_name AS "actionName", resource_id AS "resourceId", outcome, rule_ids AS "ruleIds", request::text,
       decision::text, ${ERASED} AS erased, ${LABELS} AS labels, constitutional_hash AS "constitutionalHash"
     FROM governance_engine.decisions AS recorded
     WHERE tenant = $1 AND ($2::uuid IS NULL OR decision_id >= $2) AND ($3::uuid IS NULL OR decision_id < $3)
     ORDER BY decision_id`,
    [tenant, idAt(from), idAt(to)],
  );
  for (;;) {
    const { rows } = await client.query<ExportedDecision>(`FETCH ${String(ROWS_AT_ONCE)} FROM exported`);
    yield* rows;
    if (rows.length < ROWS_AT_ONCE) break;
  }
  await client.query('COMMIT');
}

const idAt = (moment: Date | null): string | null => (moment === null ? null : smallestDecisionId(moment));
