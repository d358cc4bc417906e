import {
  ConstitutionDraftSchema,
  EvaluationRequestSchema,
  PolicyDraftSchema,
  smallestDecisionId,
} from '@acgs/contracts';
import { compileRuleSet, type RuleSet } from '@acgs/rules';
import { Client } from 'pg';
import { recordDecisions } from '../../support/recorded-decisions.js';
import { workloadConstitution, workloadPolicy, workloadRequests } from '../decisions-workload.js';

const HOUR = 3_600_000;
/** Made one by one; the others are their copies, an hour later each time. */
const MADE = 10_000;

const COPY = `
  INSERT INTO governance_engine.decisions (tenant, decision_id, requested_by, subject_id, action_name, resource_id, outcome,
    rule_ids, request, decision, canonical, constitutional_hash)
  SELECT tenant, (lpad(to_hex(('x' || left(hex, 12))::bit(48)::bigint + $3::bigint), 12, '0') || substr(hex, 13))::uuid,
    requested_by, subject_id, action_name, resource_id, outcome, rule_ids, request, decision, canonical, constitutional_hash
  FROM governance_engine.decisions, LATERAL (SELECT replace(decision_id::text, '-', '') AS hex) AS id
  WHERE tenant = 'default' AND decision_id >= $1 AND decision_id < $2`;

interface RecordedTime {
  readonly from: Date;
  readonly to: Date;
}

/** Decisions of the workload in the database, as many in each hour, the last of them an hour old. */
export async function recordWorkload(
  databaseUrl: string,
  policies: number,
  count: number,
): Promise<RecordedTime> {
  const copies = Math.ceil(count / MADE) - 1;
  const from = new Date(Date.now() - (copies + 2) * HOUR);
  const firstEnd = new Date(from.getTime() + HOUR);
  const database = new Client({ connectionString: databaseUrl });
  await database.connect();
  try {
    const requests = workloadRequests(MADE, policies, 'demo-agent').map((one) =>
      EvaluationRequestSchema.parse(one),
    );
    await recordDecisions(database, { requests, from, to: firstEnd, rules: rulesOf(policies) });
    await database.query('SET session_replication_role = replica');
    const bounds = [smallestDecisionId(from), smallestDecisionId(firstEnd)];
    for (let copy = 1; copy <= copies; copy++) await database.query(COPY, [...bounds, copy * HOUR]);
    await database.query('VACUUM ANALYZE governance_engine.decisions');
    return { from, to: new Date(from.getTime() + (copies + 1) * HOUR) };
  } finally {
    await database.end();
  }
}

function rulesOf(policies: number): RuleSet {
  const document = ConstitutionDraftSchema.parse(workloadConstitution());
  return compileRuleSet({
    constitution: { version: 1, digest: '', document },
    policies: Array.from({ length: policies }, (_, index) => ({
      version: 1,
      digest: '',
      document: PolicyDraftSchema.parse(workloadPolicy(index)),
    })),
    constitutionalHash: '',
  });
}
