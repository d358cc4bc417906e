import { newUuidV7, type Outcome, type ReasonCode } from '@acgs/contracts';
import type { DataSource } from 'typeorm';
import { requestOf } from './simulated.js';

/** A decision of that time, ten seconds ago unless told, with one reason. */
export async function recordOutcome(
  source: DataSource,
  tenant: string,
  outcome: Outcome,
  code: ReasonCode,
  at = Date.now() - 10_000,
): Promise<void> {
  const decision = { reasons: [{ code, rule: null }] };
  await source.query(
    `INSERT INTO governance_engine.decisions (tenant, decision_id, requested_by, subject_id, action_name, resource_id,
       outcome, rule_ids, request, decision, constitutional_hash)
     VALUES ($1, $2, 'x', 'agent', 'read', 'doc', $3, '{}', $4, $5, 'x')`,
    [tenant, newUuidV7(at), outcome, JSON.stringify(requestOf(0)), JSON.stringify(decision)],
  );
}
