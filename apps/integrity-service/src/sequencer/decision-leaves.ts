import { CONSTITUTIONAL_HASH } from '@acgs/constitutional-hash';
import { ENTRY_BYTES_MAX } from '@acgs/merkle';
import type { ClientBase } from 'pg';
import { DECISION_LEAF_VALUES, type DecisionSource } from './decision-leaf.js';
import type { OutboxRow } from './outbox.js';

/** Each as canonical JSON. */
const VALUES: Readonly<Record<(typeof DECISION_LEAF_VALUES)[number], string>> = {
  decision: 'decision',
  request: 'request',
  requestedBy: 'to_json(requested_by)',
  constitutionalHash: 'to_json(constitutional_hash)',
  id: 'to_json(decision_id)',
  constitution: `coalesce(constitution_leaf::text, 'null')`,
  policySet: `coalesce(policy_set_leaf::text, 'null')`,
  sealed: `'[]'`,
};

const part = (place: number): string => `($6::text[])[${String(place + 1)}]`;

const TEXT = `concat(${[
  ...DECISION_LEAF_VALUES.map((name, place) => `${part(place)}, ${VALUES[name]}`),
  part(DECISION_LEAF_VALUES.length),
].join(', ')})`;

const leafIndexOf = (entryId: string): string =>
  `(SELECT leaf_index FROM integrity_service.entries WHERE tenant = $1 AND entry_id = ${entryId})`;

const IS_ENTRY = `octet_length(leaf) <= ${String(ENTRY_BYTES_MAX)}`;
const IS_NONE = `(${IS_ENTRY}) IS NOT TRUE`;

/**
 * PostgreSQL reads no member of a document that has U+0000 or half a surrogate pair anywhere, and fails. Both are written as
 * escapes, which canonical JSON has for a few control characters alone.
 */
const IS_READABLE = `strpos(decision::text, '\\u') = 0`;

/**
 * Only what is near the bound is read to be measured: what lies beyond it may be large. `OFFSET 0` has the pins read once. One look by the key for each decision, and never a join: the planner would read whole partitions for it until it has
 * statistics of the day's.
 */
const STATEMENT = `
  WITH waiting AS (
    SELECT decision_id, min(place) AS place
    FROM (SELECT decision_id, row_number() OVER (ORDER BY id, number) AS place
          FROM acgs.outbox, unnest(decision_ids) WITH ORDINALITY AS named (decision_id, number)
          WHERE tenant = $1 AND id = ANY($2::bigint[])) AS each_of_them
    GROUP BY decision_id
  ), found AS (
    SELECT place, waiting.decision_id, requested_by, request, decision, constitutional_hash, canonical,
      sum(pg_column_size(request) + pg_column_size(decision)) OVER (ORDER BY place) AS stored_bytes,
      count(requested_by) OVER (ORDER BY place) AS number
    FROM waiting
    LEFT JOIN LATERAL (
      SELECT requested_by, request, decision, constitutional_hash, canonical
      FROM governance_engine.decision_entries AS entry
      WHERE tenant = $1 AND entry.decision_id = waiting.decision_id LIMIT 1
    ) AS entry ON true
    WHERE ${leafIndexOf('waiting.decision_id::text')} IS NULL
  ), measured AS (
    SELECT *, ${IS_READABLE} AS readable,
      sum(octet_length(request::text) + octet_length(decision::text)) OVER (ORDER BY place) AS bytes
    FROM found WHERE stored_bytes <= $4::bigint OR number <= 1
  ), readable AS (
    SELECT *, CASE WHEN readable THEN decision->'pins' END AS pins FROM measured
    WHERE bytes <= $4::bigint OR number <= 1 OFFSET 0
  ), pinned AS MATERIALIZED (
    SELECT *, 'constitution-version:' || (pins->>'constitutionVersion') AS constitution,
      'policy-set:' || (pins->>'policySetDigest') AS policy_set
    FROM readable
  ), rule AS MATERIALIZED (
    SELECT id, ${leafIndexOf('id')} AS leaf_index
    FROM (SELECT constitution FROM pinned UNION SELECT policy_set FROM pinned) AS ids (id)
  ), taken AS (
    SELECT pinned.*, of_constitution.leaf_index AS constitution_leaf, of_policy_set.leaf_index AS policy_set_leaf
    FROM pinned
    LEFT JOIN rule AS of_constitution ON of_constitution.id = constitution
    LEFT JOIN rule AS of_policy_set ON of_policy_set.id = policy_set
  ), written AS MATERIALIZED (
    SELECT *, CASE WHEN canonical AND readable AND $5::boolean THEN ${TEXT} END AS leaf FROM taken
  ), inserted AS (
    INSERT INTO integrity_service.entries (tenant, leaf_index, entry_id, kind, leaf, constitutional_hash)
    SELECT $1, $3::bigint + number - 1, decision_id::text, 'decision', leaf, '${CONSTITUTIONAL_HASH}'
    FROM written WHERE ${IS_ENTRY} ORDER BY number
  )
  SELECT place::integer, requested_by IS NULL AS missing,
    CASE WHEN ${IS_ENTRY} THEN sha256('\\x00'::bytea || convert_to(leaf, 'UTF8')) END AS hash,
    CASE WHEN constitution_leaf IS NULL THEN constitution END AS lacking,
    CASE WHEN ${IS_NONE} THEN decision_id END AS id,
    CASE WHEN ${IS_NONE} THEN requested_by END AS "requestedBy",
    CASE WHEN ${IS_NONE} THEN request::text END AS request,
    CASE WHEN ${IS_NONE} THEN decision::text END AS decision,
    canonical,
    CASE WHEN ${IS_NONE} THEN constitutional_hash END AS "constitutionalHash",
    CASE WHEN ${IS_NONE} AND readable THEN json_build_object(
      'constitution', constitution_leaf, 'policySet', policy_set_leaf) END AS leaves
  FROM written ORDER BY place`;

interface Place {
  /** From 1, through all rows that were asked for. */
  readonly place: number;
  /** The constitution that it pins, when the tree has no such entry. */
  readonly lacking: string | null;
}

/** The leaves are null when the pins could not be read. */
type UnwrittenDecision = Omit<DecisionSource, 'leaves'> & {
  readonly leaves: DecisionSource['leaves'] | null;
};

/** The decision of an outbox row, as the next entry of the tree. */
export type DecisionLeaf =
  /** Its record is gone: it has no leaf. */
  | (Place & { readonly missing: true })
  /** Its entry is written. */
  | (Place & { readonly missing: false; readonly hash: Buffer })
  /** What the caller has to write. */
  | (Place & { readonly missing: false; readonly hash: null } & UnwrittenDecision);

interface DecisionLeavesOptions {
  readonly tenant: string;
  /** The index of the next leaf. */
  readonly size: number;
  /** Of the documents together, unless one alone is larger. */
  readonly bytes: number;
  /** As of `decisionLeafParts`. */
  readonly parts: readonly string[];
  /** Whether there are fields to keep back, so that all leaves are the caller's to write. */
  readonly isSealing: boolean;
}

/**
 * Takes the decisions of rows in their order and gives those that the tree lacks, each once, the next places in it. A leaf
 * of canonical documents that fits is written where they lie, without taking them out of the database.
 */
export async function insertDecisionLeaves(
  client: ClientBase,
  { tenant, size, bytes, parts, isSealing }: DecisionLeavesOptions,
  rows: readonly OutboxRow[],
): Promise<DecisionLeaf[]> {
  const ids = rows.map(({ id }) => id);
  const values = [tenant, ids, size, bytes, !isSealing, parts];
  return (await client.query<DecisionLeaf>({ name: 'log-decision-leaves', text: STATEMENT, values })).rows;
}
