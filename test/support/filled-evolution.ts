import { CONSTITUTIONAL_HASH } from '@acgs/constitutional-hash';
import type { Client } from 'pg';

/** A complete run with a candidate, whose flips are counted. */
export const COUNTED_RUN = '01890000-0000-7000-8000-00000000f1f5';
export const COUNTED_CANDIDATE = 'c0c0c0c0c0c0';

const COLUMNS = `tenant, id, policy_id, policy_version, started_by, draft, parameters, sources, training_cases,
  held_out_cases, erased_cases, status, front, constitutional_hash`;
const VALUES = `'team', 1, 'author', json_build_object('evidence', json_build_object('from', '', 'to', '', 'heldOutShare', 0.3),
  'objectives', json_build_array('harm', 'stopped'), 'budget', json_build_object('population', 4, 'generations', 1), 'seed', 1),
  '[]', '{"pins": {}}', 50, 50, 0, 'completed', '[]'`;

export async function fillEvolutionRuns(database: Client, from: number, to: number): Promise<void> {
  await database.query(
    `INSERT INTO ec_service.runs (${COLUMNS})
     SELECT 'default', ('0189' || lpad(to_hex(n), 28, '0'))::uuid, ${VALUES}, $3
     FROM generate_series($1::int, $2::int) AS n`,
    [from, to, CONSTITUTIONAL_HASH],
  );
}

/** Every case is one. */
export async function fillEvolutionFlips(database: Client, from: number, to: number): Promise<void> {
  await database.query(
    `INSERT INTO ec_service.runs (${COLUMNS}) VALUES ('default', $1, ${VALUES}, $2) ON CONFLICT DO NOTHING`,
    [COUNTED_RUN, CONSTITUTIONAL_HASH],
  );
  await database.query(
    `INSERT INTO ec_service.candidates (tenant, run_id, id, place, settings, changes, training, held_out, warnings,
       violation, outcomes, constitutional_hash)
     SELECT 'default', $1, id, 0, '[]', '[]', '{}', '{}', '[]', 0, decode(repeat(code, 1000), 'hex'), $3
     FROM (VALUES ('today', '00'), ($2, '01')) AS one (id, code) ON CONFLICT DO NOTHING`,
    [COUNTED_RUN, COUNTED_CANDIDATE, CONSTITUTIONAL_HASH],
  );
  await database.query(
    `INSERT INTO ec_service.evidence_cases (tenant, run_id, place, decision_id, decided_at, action, request, approved,
       outcome, label, constitutional_hash)
     SELECT 'default', $1, n - 1, ('0189' || lpad(to_hex(n), 28, '0'))::uuid, now(), 'pay', '{}', false, 'allow', 'deny', $4
     FROM generate_series($2::int, $3::int) AS n`,
    [COUNTED_RUN, from, to, CONSTITUTIONAL_HASH],
  );
}
