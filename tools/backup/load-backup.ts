import { type ClientBase, escapeIdentifier } from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import { createReadStream } from 'node:fs';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import { BackupFault } from './backup-fault.js';
import type { BackedUpTable, Grant, Manifest, Partition } from './manifest.js';
import { nameOf } from './snapshot.js';

/**
 * Fills the tables, which migrations have made, inside the caller's transaction. Triggers rest meanwhile: what they would
 * write is among what is restored.
 */
export async function loadBackup(
  client: ClientBase,
  folder: string,
  { tables, partitions, sequences }: Manifest,
  progress: (text: string) => void,
): Promise<void> {
  for (const table of tables) await client.query(`ALTER TABLE ${nameOf(table)} DISABLE TRIGGER USER`);
  await client.query(`TRUNCATE ${tables.map(nameOf).join(', ')}`);
  for (const partition of partitions) await makePartition(client, partition);
  for (const [index, table] of tables.entries()) {
    progress(`${String(index + 1)} of ${String(tables.length)} tables: ${table.schema}.${table.name}`);
    await fillTable(client, folder, table);
  }
  for (const sequence of sequences) {
    await client.query('SELECT setval($1::regclass, $2, $3)', [
      nameOf(sequence),
      sequence.lastValue,
      sequence.isCalled,
    ]);
  }
  for (const table of tables) await client.query(`ALTER TABLE ${nameOf(table)} ENABLE TRIGGER USER`);
}

/** As the services make them: apart, and then attached. */
async function makePartition(client: ClientBase, partition: Partition): Promise<void> {
  const parent = nameOf({ schema: partition.parentSchema, name: partition.parent });
  const { rows } = await client.query<{ there: boolean }>('SELECT to_regclass($1) IS NOT NULL AS there', [
    nameOf(partition),
  ]);
  if (rows[0]?.there === true) return;
  await client.query(`CREATE TABLE ${nameOf(partition)} (LIKE ${parent} INCLUDING ALL)`);
  await client.query(`ALTER TABLE ${parent} ATTACH PARTITION ${nameOf(partition)} ${partition.bound}`);
}

async function fillTable(client: ClientBase, folder: string, table: BackedUpTable): Promise<void> {
  const columns = table.columns.map(escapeIdentifier).join(', ');
  const written = client.query(copyFrom(`COPY ${nameOf(table)} (${columns}) FROM STDIN`));
  await pipeline(createReadStream(join(folder, table.file)), createGunzip(), written);
  if (written.rowCount !== table.rows)
    throw new BackupFault(
      `${table.file} has ${String(written.rowCount)} rows, and its manifest says ${String(table.rows)}.`,
    );
}

/** Gives back what was granted by hand; to roles that the server does not have, nothing can be. */
export async function restoreGrants(client: ClientBase, grants: readonly Grant[]): Promise<string[]> {
  const missing = new Set<string>();
  for (const { kind, schema, name, privilege, grantee, grantable } of grants) {
    const { rows } = await client.query<{ there: boolean }>(
      `SELECT $1 = 'PUBLIC' OR to_regrole($1) IS NOT NULL AS there`,
      [grantee],
    );
    if (rows[0]?.there !== true) missing.add(grantee);
    else {
      const object = name === null ? escapeIdentifier(schema) : nameOf({ schema, name });
      const role = grantee === 'PUBLIC' ? grantee : await quotedRole(client, grantee);
      await client.query(
        `GRANT ${privilege} ON ${kind} ${object} TO ${role}${grantable ? ' WITH GRANT OPTION' : ''}`,
      );
    }
  }
  return [...missing];
}

/** `regrole` takes and gives names that are quoted where they have to be. */
async function quotedRole(client: ClientBase, role: string): Promise<string> {
  const { rows } = await client.query<{ role: string }>('SELECT to_regrole($1)::text AS role', [role]);
  return rows[0]?.role ?? escapeIdentifier(role);
}
