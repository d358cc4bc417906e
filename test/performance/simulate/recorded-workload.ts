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
/** There are partitions from yesterday on. */
const HOURS = 20;
/** Made one by one; the others are their copies, later by the time that these take. */
export const MADE = 10_000;

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

/** Decisions of the workload in the database, evenly over some hours, the last of them an hour old. */
export async function recordWorkload(
  databaseUrl: string,
  policies: number,
  count: number,
): Promise<RecordedTime> {
  const rounds = Math.ceil(count / MADE);
  const to = new Date(Date.now() - HOUR);
  const from = new Date(to.getTime() - HOURS * HOUR);
  const round = Math.floor((HOURS * HOUR) / rounds);
  const firstEnd = new Date(from.getTime() + round);
  const database = new Client({ connectionString: databaseUrl });
  await database.connect();
  try {
    const requests = workloadRequests(MADE, policies, 'demo-agent').map((one) =>
      EvaluationRequestSchema.parse(one),
    );
    await recordDecisions(database, { requests, from, to: firstEnd, rules: rulesOf(policies) });
    await database.query('SET session_replication_role = replica');
    const bounds = [smallestDecisionId(from), smallestDecisionId(firstEnd)];
    for (let copy = 1; copy < rounds; copy++) await database.query(COPY, [...bounds, copy * round]);
    await database.query('VACUUM ANALYZE governance_engine.decisions');
    return { from, to };
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
