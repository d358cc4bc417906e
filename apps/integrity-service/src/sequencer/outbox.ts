import type { LogEntryKind } from '@acgs/contracts';
import type { ClientBase } from 'pg';

const ROWS_AT_ONCE = 500;
const LEAVES_AT_ONCE = 2000;

export interface OutboxRow {
  readonly id: string;
  readonly kind: LogEntryKind;
  readonly decision_ids: readonly string[] | null;
  readonly entry_id: string | null;
  readonly body: Record<string, unknown> | null;
  readonly constitutional_hash: string;
}

export interface DecisionRow {
  readonly decision_id: string;
  readonly requested_by: string;
  readonly request: Record<string, unknown>;
  readonly decision: { readonly pins?: DecisionPins } & Record<string, unknown>;
  readonly constitutional_hash: string;
}

export interface DecisionPins {
  readonly constitutionVersion: number | null;
  readonly policySetDigest: string | null;
}

export async function tenantsWaiting(client: ClientBase): Promise<string[]> {
  const { rows } = await client.query<{ tenant: string }>(
    'SELECT DISTINCT tenant FROM acgs.outbox ORDER BY tenant',
  );
  return rows.map(({ tenant }) => tenant);
}

/** The oldest rows of a tenant, as many as make one batch of leaves, and one at least. */
export async function oldestRows(client: ClientBase, tenant: string): Promise<OutboxRow[]> {
  const { rows } = await client.query<OutboxRow>(
    `SELECT id, kind, decision_ids, entry_id, body, constitutional_hash
     FROM acgs.outbox WHERE tenant = $1 ORDER BY id LIMIT ${String(ROWS_AT_ONCE)}`,
    [tenant],
  );
  let leaves = 0;
  const end = rows.findIndex(({ decision_ids }) => (leaves += decision_ids?.length ?? 1) > LEAVES_AT_ONCE);
  return end < 0 ? rows : rows.slice(0, Math.max(end, 1));
}

/** By id. One that retention has dropped meanwhile is not there. */
export async function decisionRows(
  client: ClientBase,
  tenant: string,
  ids: readonly string[],
): Promise<Map<string, DecisionRow>> {
  if (ids.length === 0) return new Map();
  const { rows } = await client.query<DecisionRow>({
    name: 'log-decisions',
    text: `SELECT decision_id, requested_by, request, decision, constitutional_hash
           FROM unnest($2::uuid[]) AS wanted (decision_id)
           JOIN governance_engine.decision_entries USING (decision_id) WHERE tenant = $1`,
    values: [tenant, ids],
  });
  return new Map(rows.map((row) => [row.decision_id, row]));
}

export async function removeRows(
  client: ClientBase,
  tenant: string,
  rows: readonly OutboxRow[],
): Promise<void> {
  const ids = rows.map(({ id }) => id);
  await client.query('DELETE FROM acgs.outbox WHERE tenant = $1 AND id = ANY($2::bigint[])', [tenant, ids]);
}
