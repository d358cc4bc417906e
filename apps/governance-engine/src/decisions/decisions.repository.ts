import { CONSTITUTIONAL_HASH } from '@acgs/constitutional-hash';
import {
  type Decision,
  type DecisionQuery,
  type RecordedDecision,
  smallestDecisionId,
} from '@acgs/contracts';
import { Conditions, type PreparedStatement, runPrepared } from '@acgs/database';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
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

const INSERT: PreparedStatement = {
  name: 'decisions-insert',
  text: `INSERT INTO governance_engine.decisions (${COLUMNS}) SELECT ${COLUMNS} FROM (${RECORDS}) AS input`,
};

/** Keys are claimed in their order, so that two processes never wait for each other in a ring. */
const INSERT_CLAIMED: PreparedStatement = {
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

const BY_ID: PreparedStatement = {
  name: 'decisions-by-id',
  text: `SELECT tenant, requested_by, request, decision FROM governance_engine.decisions
    WHERE tenant = $1 AND decision_id = $2`,
};

const BY_IDS: PreparedStatement = {
  name: 'decisions-by-ids',
  text: `SELECT decision FROM unnest($2::uuid[]) WITH ORDINALITY AS wanted (decision_id, place)
    JOIN governance_engine.decisions USING (decision_id) WHERE tenant = $1 ORDER BY place`,
};

const BY_KEY: PreparedStatement = {
  name: 'idempotency-keys-by-key',
  text: `SELECT request_digest, decision_ids FROM governance_engine.idempotency_keys
    WHERE tenant = $1 AND requested_by = $2 AND key = $3`,
};

interface DecisionRow {
  readonly tenant: string;
  readonly requested_by: string;
  readonly request: RecordedDecision['request'];
  readonly decision: Decision;
}

interface ClaimRow {
  readonly request_digest: string;
  readonly decision_ids: string[];
}

/** Every statement about decisions. */
@Injectable()
export class DecisionsRepository {
  constructor(private readonly database: DataSource) {}

  /**
   * One statement, and so one transaction, however many groups: all of them or none. Gives the groups that were left
   * out because their idempotency key was taken.
   */
  async insertGroups(groups: readonly RecordGroup[]): Promise<ReadonlySet<RecordGroup>> {
    const records = recordValues(groups);
    const claiming = groups.filter(({ claim }) => claim !== null);
    if (claiming.length === 0) {
      await runPrepared(this.database, INSERT, records);
      return NONE;
    }
    const values = [...records, JSON.stringify(claiming.map(claimRowOf))];
    const { rows } = await runPrepared<{ claim_id: string }>(this.database, INSERT_CLAIMED, values);
    const claimed = new Set(rows.map(({ claim_id }) => claim_id));
    return new Set(claiming.filter((group) => !claimed.has(claimIdOf(group))));
  }

  async find(tenant: string, decisionId: string): Promise<RecordedDecision | null> {
    const { rows } = await runPrepared<DecisionRow>(this.database, BY_ID, [tenant, decisionId]);
    return rows[0] === undefined ? null : recordedOf(rows[0]);
  }

  /** The decisions of ids in their order, without those that are not kept any more. */
  async findAll(tenant: string, decisionIds: readonly string[]): Promise<Decision[]> {
    const values = [tenant, decisionIds];
    const { rows } = await runPrepared<Pick<DecisionRow, 'decision'>>(this.database, BY_IDS, values);
    return rows.map(({ decision }) => decision);
  }

  async findClaim(
    tenant: string,
    requestedBy: string,
    key: string,
  ): Promise<{ requestDigest: string; decisionIds: string[] } | null> {
    const { rows } = await runPrepared<ClaimRow>(this.database, BY_KEY, [tenant, requestedBy, key]);
    const [row] = rows;
    return row === undefined ? null : { requestDigest: row.request_digest, decisionIds: row.decision_ids };
  }

  /** Newest first; one more than `query.limit`, to tell whether there is a next page. */
  async list(tenant: string, query: DecisionQuery): Promise<RecordedDecision[]> {
    const where = new Conditions()
      .add((p) => `tenant = ${p}`, tenant)
      .add((p) => `decision_id >= ${p}`, query.from && smallestDecisionId(new Date(query.from)))
      .add((p) => `decision_id < ${p}`, query.to && smallestDecisionId(new Date(query.to)))
      .add((p) => `decision_id < ${p}`, query.cursor)
      .add((p) => `subject_id = ${p}`, query.subject)
      .add((p) => `action_name = ${p}`, query.action)
      .add((p) => `resource_id = ${p}`, query.resource)
      .add((p) => `outcome = ${p}`, query.outcome)
      .add((p) => `rule_ids @> ARRAY[${p}]::text[]`, query.rule);
    const rows = await this.database.query<DecisionRow[]>(
      `SELECT tenant, requested_by, request, decision FROM governance_engine.decisions
       WHERE ${where.text} ORDER BY tenant, decision_id DESC LIMIT ${String(query.limit + 1)}`,
      where.values,
    );
    return rows.map(recordedOf);
  }
}

const NONE: ReadonlySet<RecordGroup> = new Set();

/** A group is claimed under the id of its first decision. */
function claimIdOf({ records }: RecordGroup): string {
  return records[0]?.decision.decisionId ?? '';
}

/** The three parameters of `RECORDS`. */
function recordValues(groups: readonly RecordGroup[]): string[] {
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

function claimRowOf(group: RecordGroup): object {
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

function recordedOf({ tenant, requested_by, request, decision }: DecisionRow): RecordedDecision {
  return { ...decision, request, requestedBy: requested_by, tenant };
}
