import { CONSTITUTIONAL_HASH } from '@acgs/constitutional-hash';
import type { ClientBase } from 'pg';
import type { Leaf } from './leaf.js';

export interface PlacedLeaf extends Leaf {
  readonly leafIndex: number;
}

/** Leaf indexes of those entries that the tree has. */
export async function knownEntries(
  client: ClientBase,
  tenant: string,
  entryIds: readonly string[],
): Promise<Map<string, number>> {
  if (entryIds.length === 0) return new Map();
  const { rows } = await client.query<{ entry_id: string; leaf_index: string }>(
    'SELECT entry_id, leaf_index FROM integrity_service.entries WHERE tenant = $1 AND entry_id = ANY($2::text[])',
    [tenant, entryIds],
  );
  return new Map(rows.map(({ entry_id, leaf_index }) => [entry_id, Number(leaf_index)]));
}

/** With what their commitments were made of; what an erasure among them tells of is gone with it. */
export async function insertEntries(
  client: ClientBase,
  tenant: string,
  leaves: readonly PlacedLeaf[],
): Promise<void> {
  if (leaves.length === 0) return;
  await client.query({
    name: 'log-insert-entries',
    text: `INSERT INTO integrity_service.entries (tenant, leaf_index, entry_id, kind, leaf, constitutional_hash)
           SELECT $1, leaf_index, entry_id, kind, leaf, $6
           FROM unnest($2::bigint[], $3::text[], $4::text[], $5::text[]) AS leaf (leaf_index, entry_id, kind, leaf)`,
    values: [
      tenant,
      leaves.map(({ leafIndex }) => leafIndex),
      leaves.map(({ entryId }) => entryId),
      leaves.map(({ kind }) => kind),
      leaves.map(({ text }) => text),
      CONSTITUTIONAL_HASH,
    ],
  });
  await insertSealed(client, tenant, leaves);
  await removeErased(client, tenant, leaves);
}

async function insertSealed(client: ClientBase, tenant: string, leaves: readonly Leaf[]): Promise<void> {
  const rows = leaves.flatMap(({ entryId, sealed }) => sealed.map((field) => ({ entryId, ...field })));
  if (rows.length === 0) return;
  await client.query(
    `INSERT INTO integrity_service.sealed_fields (tenant, entry_id, pointer, salt, value, constitutional_hash)
     SELECT $1, entry_id, pointer, salt, value, $6
     FROM unnest($2::text[], $3::text[], $4::bytea[], $5::json[]) AS field (entry_id, pointer, salt, value)`,
    [
      tenant,
      rows.map(({ entryId }) => entryId),
      rows.map(({ pointer }) => pointer),
      rows.map(({ salt }) => salt),
      rows.map(({ value }) => JSON.stringify(value)),
      CONSTITUTIONAL_HASH,
    ],
  );
}

/** With the leaf that says so, what the leaves of erased decisions are commitments to is gone. */
async function removeErased(client: ClientBase, tenant: string, leaves: readonly Leaf[]): Promise<void> {
  const erasures = leaves.filter(({ kind }) => kind === 'erasure');
  if (erasures.length === 0) return;
  await client.query(
    'DELETE FROM integrity_service.sealed_fields WHERE tenant = $1 AND entry_id = ANY($2::text[])',
    [tenant, erasures.map(({ entryId }) => decisionOf(entryId))],
  );
}

/** `erasure:`, the id of the decision, and a number where it is not the first. */
const decisionOf = (erasureId: string): string => erasureId.split(':')[1] ?? '';
