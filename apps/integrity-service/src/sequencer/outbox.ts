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
  readonly place: number;
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

/**
 * In the order of the ids, from the first that is there to the last before they are more than so many bytes together; their
 * places count from 1. One that retention has dropped meanwhile is not there.
 */
export async function decisionRows(
  client: ClientBase,
  tenant: string,
  ids: readonly string[],
  bytes: number,
): Promise<DecisionRow[]> {
  if (ids.length === 0) return [];
  const { rows } = await client.query<DecisionRow>({
    name: 'log-decisions',
    text: `SELECT place::integer, decision_id, requested_by, request, decision, constitutional_hash
           FROM (SELECT *, sum(bytes) OVER (ORDER BY place) AS until_here
                 FROM (SELECT place, entry.*, octet_length(request::text) + octet_length(decision::text) AS bytes
                       FROM unnest($2::uuid[]) WITH ORDINALITY AS wanted (decision_id, place)
                       JOIN governance_engine.decision_entries AS entry USING (decision_id)
                       WHERE tenant = $1) AS found) AS summed
           WHERE until_here <= $3 OR until_here = bytes ORDER BY place`,
    values: [tenant, ids, bytes],
  });
  return rows;
}

export async function removeRows(
  client: ClientBase,
  tenant: string,
  rows: readonly OutboxRow[],
): Promise<void> {
  const ids = rows.map(({ id }) => id);
  await client.query('DELETE FROM acgs.outbox WHERE tenant = $1 AND id = ANY($2::bigint[])', [tenant, ids]);
}

/** Leaves the decisions of a row that have no leaf yet. */
export async function shortenRow(
  client: ClientBase,
  tenant: string,
  { id, decision_ids }: OutboxRow,
): Promise<void> {
  await client.query('UPDATE acgs.outbox SET decision_ids = $3::uuid[] WHERE tenant = $1 AND id = $2', [
    tenant,
    id,
    decision_ids,
  ]);
}
