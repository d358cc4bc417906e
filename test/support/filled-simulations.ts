import { CONSTITUTIONAL_HASH } from '@acgs/constitutional-hash';
import type { Client } from 'pg';

/** The simulation whose flips are filled in. */
export const COUNTED_SIMULATION = '01a00000-0000-7000-8000-000000000001';

const COUNTS = {
  outcomes: {
    allow: { allow: 0, deny: 1, escalate: 0 },
    deny: { allow: 0, deny: 0, escalate: 0 },
    escalate: { allow: 0, deny: 0, escalate: 0 },
  },
  incomparable: 0,
  better: 0,
  worse: 0,
  neither: 0,
  kept: 1,
};

/** Completed ones, the first of which is the counted one. */
export async function fillSimulations(database: Client, from: number, to: number): Promise<void> {
  await database.query(
    `INSERT INTO governance_engine.simulations (tenant, simulation_id, title, status, created_by, finished_at, evidence,
       candidate, base, pins, sources, counts, constitutional_hash)
     SELECT 'default', ('01a00000-0000-7000-8000-' || lpad(to_hex(n), 12, '0'))::uuid, 'counted', 'completed', 'test', now(),
       '{"source":"uploaded","count":1}', '{"policies":[],"withoutPolicies":[],"constitutionDigest":null}', '{}', '{}', '{}', $3, $4
     FROM generate_series($1::int, $2::int) AS n`,
    [from, to, JSON.stringify(COUNTS), CONSTITUTIONAL_HASH],
  );
}

export async function fillFlips(database: Client, from: number, to: number): Promise<void> {
  await database.query(
    `INSERT INTO governance_engine.simulation_flips (tenant, simulation_id, number, subject_id, action_name, resource_id,
       recorded, candidate, rule_ids, change, constitutional_hash)
     SELECT 'default', $3, n, 'agent', 'pay', 'doc', '{"outcome":"allow","reasons":[]}', '{"outcome":"deny","reasons":[]}',
       '{P1}', 'unlabelled', $4 FROM generate_series($1::int, $2::int) AS n`,
    [from, to, COUNTED_SIMULATION, CONSTITUTIONAL_HASH],
  );
}
