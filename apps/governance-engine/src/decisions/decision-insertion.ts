import { CONSTITUTIONAL_HASH } from '@acgs/constitutional-hash';
import type { PreparedStatement } from '@acgs/database';
import type { DecisionRecord, RecordGroup } from './decision-record.js';
import { documentsOf, type RecordDocuments } from './record-documents.js';

const COLUMNS = `tenant, decision_id, requested_by, subject_id, action_name, resource_id, outcome, rule_ids, request,
  decision, canonical, constitutional_hash`;

/**
 * The columns as one JSON array with names of a letter, the documents as lines beside it, which JSON text never breaks:
 * so the server reads each document once, and not once more as a part of the array.
 */
const RECORDS = `SELECT tenant, decision_id, requested_by, subject_id, action_name, resource_id, outcome, rule_ids,
    request::json, decision::json, canonical, '${CONSTITUTIONAL_HASH}' AS constitutional_hash, claim_id
  FROM ROWS FROM (
    json_to_recordset($1::json) AS (t text, i uuid, b text, s text, a text, r text, o text, u text[], n boolean, c uuid),
    string_to_table($2, E'\\n'), string_to_table($3, E'\\n')
  ) AS record (tenant, decision_id, requested_by, subject_id, action_name, resource_id, outcome, rule_ids, canonical, claim_id,
      request, decision)`;

const CLAIMS = `SELECT * FROM json_to_recordset($4::json) AS claim (
  tenant text, requested_by text, key text, request_digest text, claim_id uuid, decision_ids uuid[],
  constitutional_hash text)`;

export const INSERT: PreparedStatement = {
  name: 'decisions-insert',
  text: `INSERT INTO governance_engine.decisions (${COLUMNS}) SELECT ${COLUMNS} FROM (${RECORDS}) AS input`,
};

/** Keys are claimed in their order, so that two processes never wait for each other in a ring. */
export const INSERT_CLAIMED: PreparedStatement = {
  name: 'decisions-insert-claimed',
  text: `
    WITH claimed AS (
      INSERT INTO governance_engine.idempotency_keys
        (tenant, requested_by, key, request_digest, claim_id, decision_ids, constitutional_hash)
      SELECT tenant, requested_by, key, request_digest, claim_id, decision_ids, constitutional_hash
      FROM (${CLAIMS}) AS input ORDER BY tenant, requested_by, key
      ON CONFLICT DO NOTHING RETURNING claim_id
    ), recorded AS (
      INSERT INTO governance_engine.decisions (${COLUMNS})
      SELECT ${COLUMNS} FROM (${RECORDS}) AS input
      WHERE claim_id IS NULL OR claim_id IN (SELECT claim_id FROM claimed)
    )
    SELECT claim_id FROM claimed`,
};

export const CLAIM = `
  INSERT INTO governance_engine.idempotency_keys
    (tenant, requested_by, key, request_digest, claim_id, decision_ids, constitutional_hash)
  SELECT tenant, requested_by, key, request_digest, claim_id, decision_ids, constitutional_hash
  FROM json_to_recordset($1::json) AS claim (
    tenant text, requested_by text, key text, request_digest text, claim_id uuid, decision_ids uuid[],
    constitutional_hash text)
  ON CONFLICT DO NOTHING RETURNING claim_id`;

/** A group is claimed under the id of its first decision. */
export function claimIdOf({ records }: RecordGroup): string {
  return records[0]?.decision.decisionId ?? '';
}

/** The three parameters of `RECORDS`. */
export function recordValues(groups: readonly RecordGroup[]): string[] {
  const columns: object[] = [];
  const documents: RecordDocuments[] = [];
  for (const group of groups) {
    const claimId = group.claim === null ? undefined : claimIdOf(group);
    for (const record of group.records) {
      const written = documentsOf(record);
      documents.push(written);
      columns.push(columnsOf(record, written, claimId));
    }
  }
  return [
    JSON.stringify(columns),
    documents.map(({ request }) => request).join('\n'),
    documents.map(({ decision }) => decision).join('\n'),
  ];
}

function columnsOf(
  { tenant, requestedBy, ruleIds, request, decision }: DecisionRecord,
  { canonical }: RecordDocuments,
  claimId: string | undefined,
): object {
  return {
    t: tenant,
    i: decision.decisionId,
    b: requestedBy,
    s: request.subject.id,
    a: request.action.name,
    r: request.resource.id,
    o: decision.outcome,
    u: ruleIds,
    n: canonical,
    c: claimId,
  };
}

export function claimRowOf(group: RecordGroup): object {
  return {
    tenant: group.records[0]?.tenant,
    requested_by: group.records[0]?.requestedBy,
    key: group.claim?.key,
    request_digest: group.claim?.requestDigest,
    claim_id: claimIdOf(group),
    decision_ids: group.records.map(({ decision }) => decision.decisionId),
    constitutional_hash: CONSTITUTIONAL_HASH,
  };
}
