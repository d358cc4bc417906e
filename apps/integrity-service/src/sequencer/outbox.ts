import type { LogEntryKind } from '@acgs/contracts';
import type { ClientBase } from 'pg';

const ROWS_AT_ONCE = 500;
const LEAVES_AT_ONCE = 2000;

export interface OutboxRow {
  readonly id: string;
  readonly kind: LogEntryKind;
  /** How many decisions it names; null for an entry of another kind. */
  readonly decisions: number | null;
  readonly entry_id: string | null;
  readonly body: Record<string, unknown> | null;
  readonly constitutional_hash: string;
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
    `SELECT id, kind, cardinality(decision_ids) AS decisions, entry_id, body, constitutional_hash
     FROM acgs.outbox WHERE tenant = $1 ORDER BY id LIMIT ${String(ROWS_AT_ONCE)}`,
    [tenant],
  );
  let leaves = 0;
  const end = rows.findIndex(({ decisions }) => (leaves += decisions ?? 1) > LEAVES_AT_ONCE);
  return end < 0 ? rows : rows.slice(0, Math.max(end, 1));
}

export async function removeRows(
  client: ClientBase,
  tenant: string,
  rows: readonly OutboxRow[],
): Promise<void> {
  const ids = rows.map(({ id }) => id);
  await client.query('DELETE FROM acgs.outbox WHERE tenant = $1 AND id = ANY($2::bigint[])', [tenant, ids]);
}

/** A row of decisions of which the first have their leaf. */
export interface BegunRow {
  readonly id: string;
  readonly done: number;
}

/** Leaves the decisions that have no leaf yet. */
export async function shortenRow(client: ClientBase, tenant: string, { id, done }: BegunRow): Promise<void> {
  await client.query(
    `UPDATE acgs.outbox SET decision_ids = decision_ids[$3::integer + 1:] WHERE tenant = $1 AND id = $2`,
    [tenant, id, done],
  );
}
