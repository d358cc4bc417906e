import { CONSTITUTIONAL_HASH } from '@acgs/constitutional-hash';
import type { EvidenceCase } from '@acgs/evolution';
import type { EntityManager } from 'typeorm';
import type { RunEntity } from './run.entity.js';

export async function insertCases(
  transaction: EntityManager,
  { tenant, id }: Pick<RunEntity, 'tenant' | 'id'>,
  cases: readonly EvidenceCase[],
): Promise<void> {
  await transaction.query(
    `INSERT INTO ec_service.evidence_cases (tenant, run_id, place, decision_id, decided_at, action, request, approved,
         outcome, label, constitutional_hash)
       SELECT $1, $2, (place - 1)::integer, decision_id, decided_at, action, request, approved, outcome, label, $3
       FROM unnest($4::uuid[], $5::timestamptz[], $6::text[], $7::json[], $8::boolean[], $9::text[], $10::text[])
         WITH ORDINALITY AS one (decision_id, decided_at, action, request, approved, outcome, label, place)`,
    [
      ...[tenant, id, CONSTITUTIONAL_HASH],
      cases.map((one) => one.id),
      cases.map(({ decidedAt }) => decidedAt),
      cases.map(({ action }) => action),
      cases.map(({ request }) => JSON.stringify(request)),
      cases.map(({ approved }) => approved),
      cases.map(({ outcome }) => outcome),
      cases.map(({ label }) => label),
    ],
  );
}
