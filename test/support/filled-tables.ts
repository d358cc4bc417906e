import { CONSTITUTIONAL_HASH } from '@acgs/constitutional-hash';
import type { Client } from 'pg';

const DAY = 24 * 60 * 60 * 1000;

/**
 * Fills a table while it is without its GIN indexes, which are then made again as they were: that takes less time than to add
 * a hundred thousand rows to them one by one.
 */
export async function filledInBulk(
  database: Client,
  [schema, table]: readonly [string, string],
  fill: () => Promise<void>,
): Promise<void> {
  const { rows } = await database.query<{ indexname: string; indexdef: string }>(
    `SELECT indexname, indexdef FROM pg_indexes WHERE schemaname = $1 AND tablename = $2 AND indexdef LIKE '% USING gin %'`,
    [schema, table],
  );
  for (const { indexname } of rows) await database.query(`DROP INDEX ${schema}.${indexname}`);
  await fill();
  for (const { indexdef } of rows) await database.query(indexdef);
}

/** One in a hundred is active and has the rare word, one in five thousand the rare owner and the rare rule. */
export async function fillPolicies(database: Client, from: number, to: number): Promise<void> {
  await database.query(
    `INSERT INTO governance_engine.policies (tenant, id, latest_version, active_version, constitutional_hash)
     SELECT 'default', 'policy-' || n, 1, CASE WHEN n % 100 = 1 THEN 1 END, $3 FROM generate_series($1::int, $2::int) AS n`,
    [from, to, CONSTITUTIONAL_HASH],
  );
  await database.query(
    `INSERT INTO governance_engine.policy_versions (tenant, id, version, digest, document, created_by, constitutional_hash)
     SELECT 'default', 'policy-' || n, 1, repeat('0', 64), jsonb_build_object(
       'id', 'policy-' || n, 'title', 'Payments of team ' || n % 1000, 'description', '',
       'owner', CASE WHEN n % 5000 = 1 THEN 'rare' ELSE 'team-' || n % 20 END,
       'rules', jsonb_build_array(jsonb_build_object(
         'id', CASE WHEN n % 5000 = 1 THEN 'rare' ELSE 'work' END, 'title', 'Work', 'effect', 'permit', 'when', 'true',
         'message', CASE WHEN n % 100 = 1 THEN 'Zeppelins may fly.' ELSE 'It is allowed.' END))), 'test', $3
     FROM generate_series($1::int, $2::int) AS n`,
    [from, to, CONSTITUTIONAL_HASH],
  );
}

export async function fillPolicyVersions(
  database: Client,
  id: string,
  from: number,
  to: number,
): Promise<void> {
  await database.query(
    `INSERT INTO governance_engine.policies (tenant, id, latest_version, constitutional_hash)
     VALUES ('default', $1, $2, $3) ON CONFLICT (tenant, id) DO UPDATE SET latest_version = excluded.latest_version`,
    [id, to, CONSTITUTIONAL_HASH],
  );
  await database.query(
    `INSERT INTO governance_engine.policy_versions (tenant, id, version, digest, document, created_by, constitutional_hash)
     SELECT 'default', $1, n, repeat('0', 64), '{"title": "t", "owner": "o", "rules": []}', 'test', $4
     FROM generate_series($2::int, $3::int) AS n`,
    [id, from, to, CONSTITUTIONAL_HASH],
  );
}

export async function fillPolicyChanges(database: Client, from: number, to: number): Promise<void> {
  await fillPolicyVersions(database, 'changing', from, to);
  await database.query(
    `INSERT INTO governance_engine.policy_activations (tenant, id, number, kind, from_version, to_version, digest, state,
       acted_by, self_activated, constitutional_hash)
     SELECT 'default', 'changing', n, 'activation', n - 1, n, repeat('0', 64), n, 'test', false, $3
     FROM generate_series($1::int, $2::int) AS n`,
    [from, to, CONSTITUTIONAL_HASH],
  );
}

/** One in a hundred has the rare word. */
export async function fillConstitutions(database: Client, from: number, to: number): Promise<void> {
  await database.query(
    `INSERT INTO constitutional_core.versions
       (version, digest, document, title, principle_count, ratified_by, constitutional_hash)
     SELECT n, encode(sha256(convert_to(document, 'UTF8')), 'hex'), document, 'For tests', 1, 'test', $3
     FROM generate_series($1::int, $2::int) AS n, LATERAL (SELECT
       '{"preamble":"","principles":[{"id":"P' || n || '","statement":"'
       || CASE WHEN n % 100 = 1 THEN 'Zeppelins may fly.' ELSE 'Agents switch nothing off.' END
       || '"}],"title":"For tests"}' AS document) AS written`,
    [from, to, CONSTITUTIONAL_HASH],
  );
}

/** Over yesterday, today and tomorrow; each of the filters but `outcome` finds few. */
export async function fillDecisions(database: Client, from: number, to: number): Promise<void> {
  const yesterday = Math.floor(Date.now() / DAY) * DAY - DAY;
  await database.query(
    `INSERT INTO governance_engine.decisions (tenant, decision_id, requested_by, subject_id, action_name, resource_id,
       outcome, rule_ids, request, decision, constitutional_hash)
     SELECT 'default', id, 'test', 'agent-' || n % 500, 'action-' || n % 500, 'doc-' || n % 1000,
       CASE WHEN n % 10 = 0 THEN 'deny' ELSE 'allow' END, ARRAY['team/rule-' || n % 1000],
       '{"resource":{"id":"doc"}}', json_build_object('decisionId', id), $4
     FROM generate_series($1::int, $2::int) AS n,
       LATERAL (SELECT (lpad(to_hex($3::bigint + (n % 3) * 86400000 + n), 12, '0') || '70008000'
         || lpad(to_hex(n), 12, '0'))::uuid AS id) AS made`,
    [from, to, yesterday, CONSTITUTIONAL_HASH],
  );
}

/** Of yesterday and today; one in ten is answered. */
export async function fillEscalations(database: Client, from: number, to: number): Promise<void> {
  await database.query(
    `WITH made AS (
       INSERT INTO governance_engine.decisions (tenant, decision_id, requested_by, subject_id, action_name, resource_id,
         outcome, rule_ids, request, decision, constitutional_hash)
       SELECT 'default', id, 'test', 'agent', 'pay', 'doc', 'escalate', '{}', '{"resource":{"id":"doc"}}',
         json_build_object('decisionId', id, 'decidedAt', to_timestamp(at / 1000.0)), $3
       FROM generate_series($1::int, $2::int) AS n,
         LATERAL (SELECT (extract(epoch FROM now()) * 1000)::bigint - (n % 2) * 86400000 - 60000 AS at) AS time,
         LATERAL (SELECT (lpad(to_hex(at), 12, '0') || '70008001' || lpad(to_hex(n), 12, '0'))::uuid AS id) AS named
       RETURNING decision_id)
     INSERT INTO governance_engine.approvals
       (tenant, decision_id, requested_by, answer, answered_by, answered_at, constitutional_hash)
     SELECT 'default', decision_id, 'test', 'refuse', 'another', now(), $3
     FROM made WHERE decision_id::text LIKE '%0'`,
    [from, to, CONSTITUTIONAL_HASH],
  );
}

/** Each decision with two labels. */
export async function fillLabels(database: Client, from: number, to: number): Promise<void> {
  await database.query(
    `WITH made AS (
       INSERT INTO governance_engine.decisions (tenant, decision_id, requested_by, subject_id, action_name, resource_id,
         outcome, rule_ids, request, decision, constitutional_hash)
       SELECT 'default', id, 'test', 'agent', 'pay', 'doc', 'deny', '{}', '{}',
         json_build_object('decisionId', id, 'decidedAt', to_timestamp(at / 1000.0), 'outcome', 'deny'), $3
       FROM generate_series($1::int, $2::int) AS n,
         LATERAL (SELECT (extract(epoch FROM now()) * 1000)::bigint - 30000 AS at) AS time,
         LATERAL (SELECT (lpad(to_hex(at), 12, '0') || '70008003' || lpad(to_hex(n), 12, '0'))::uuid AS id) AS named
       RETURNING decision_id)
     INSERT INTO governance_engine.labels (tenant, decision_id, outcome, reason, source, labelled_by, constitutional_hash)
     SELECT 'default', decision_id, 'allow', 'test', 'review', 'reviewer-' || reviewer, $3
     FROM made, generate_series(1, 2) AS reviewer`,
    [from, to, CONSTITUTIONAL_HASH],
  );
}

/** Keys of the log that sign nothing any more. */
export async function fillLogKeys(database: Client, from: number, to: number): Promise<void> {
  await database.query(
    `INSERT INTO integrity_service.log_keys (verifier_key, public_key, sealed_key, valid_to, constitutional_hash)
     SELECT 'counted+' || number, sha256(number::text::bytea), '', now() - interval '1 day', $3
     FROM generate_series($1::int, $2::int) AS number`,
    [from, to, CONSTITUTIONAL_HASH],
  );
}

export async function fillFreezes(database: Client, from: number, to: number): Promise<void> {
  await database.query(
    `INSERT INTO governance_engine.freezes
       (tenant, freeze_id, subject_type, subject_id, everything, reason, placed_by, constitutional_hash)
     SELECT 'default', ('01890000-0000-7000-8000-' || lpad(to_hex(n), 12, '0'))::uuid, 'agent', 'agent-' || n, false, 'test', 'test', $3
     FROM generate_series($1::int, $2::int) AS n`,
    [from, to, CONSTITUTIONAL_HASH],
  );
}

export async function fillLegalHolds(database: Client, from: number, to: number): Promise<void> {
  await database.query(
    `INSERT INTO governance_engine.legal_holds (tenant, hold_id, reason, placed_by, constitutional_hash)
     SELECT 'default', ('01890000-0000-7000-8000-' || lpad(to_hex(n), 12, '0'))::uuid, 'test', 'test', $3
     FROM generate_series($1::int, $2::int) AS n`,
    [from, to, CONSTITUTIONAL_HASH],
  );
}
