import { CONSTITUTIONAL_HASH } from '@acgs/constitutional-hash';
import { parseVerifierKey } from '@acgs/merkle';
import { seal } from '@acgs/sealed-keys';
import type { Client } from 'pg';
import { decisionLog, type ExportedLog } from './exported-log.js';
import { fillEvolutionFlips } from './filled-evolution.js';
import {
  fillAgents,
  fillApiKeys,
  fillClients,
  fillDelegations,
  fillInvitations,
  fillRevocations,
  fillSecurityEvents,
  fillSessions,
  fillUsers,
} from './filled-identities.js';
import { fillFlips, fillSimulations } from './filled-simulations.js';
import {
  fillConstitutions,
  fillDecisions,
  fillEscalations,
  fillFreezes,
  fillLabels,
  fillLogKeys,
  fillPolicies,
  fillPolicyChanges,
} from './filled-tables.js';

const FILLS = [
  fillPolicies,
  fillPolicyChanges,
  fillConstitutions,
  fillDecisions,
  fillEscalations,
  fillLabels,
  fillFreezes,
  fillLogKeys,
  fillUsers,
  fillInvitations,
  fillSessions,
  fillClients,
  fillAgents,
  fillApiKeys,
  fillDelegations,
  fillSecurityEvents,
  fillRevocations,
  fillSimulations,
  fillFlips,
  fillEvolutionFlips,
];

/** The keys of its services, as they stand in its folder. */
export interface InstallationKeys {
  readonly integrity: Buffer;
  readonly auth: Buffer;
}

/** Rows in every table that an installation has; the log is one that verifies, and what is sealed opens with the keys. */
export async function fillInstallation(
  database: Client,
  rows: number,
  keys: InstallationKeys,
): Promise<ExportedLog> {
  for (const fill of FILLS) await fill(database, 1, rows);
  const log = decisionLog(rows);
  await fillLog(database, log, keys.integrity);
  await database.query(
    `INSERT INTO auth_service.signing_keys (purpose, kid, sealed_key, constitutional_hash) VALUES ('access', 'kid', $1, $2)`,
    [seal(keys.auth, 'kid', '{}'), CONSTITUTIONAL_HASH],
  );
  await fillTheRest(database);
  return log;
}

async function fillLog(database: Client, log: ExportedLog, key: Buffer): Promise<void> {
  const { verifierKey } = log.signer;
  await database.query(
    `INSERT INTO integrity_service.log_keys (verifier_key, public_key, sealed_key, constitutional_hash)
     VALUES ($1, $2, $3, $4)`,
    [
      verifierKey,
      parseVerifierKey(verifierKey).publicKey,
      seal(key, verifierKey, 'pem'),
      CONSTITUTIONAL_HASH,
    ],
  );
  await database.query(
    `INSERT INTO integrity_service.entries (tenant, leaf_index, entry_id, kind, leaf, constitutional_hash)
     SELECT 'default', place - 1, 'entry-' || place, 'decision', leaf, $2
     FROM unnest($1::text[]) WITH ORDINALITY AS entry (leaf, place)`,
    [log.entries.map(String), CONSTITUTIONAL_HASH],
  );
  const checkpoint = await log.checkpoint();
  const [, , root = ''] = checkpoint.split('\n');
  await database.query(
    `INSERT INTO integrity_service.trees (tenant, size, root, checkpoint, signed_at, constitutional_hash)
     VALUES ('default', $1, decode($2, 'base64'), $3, now(), $4)`,
    [log.entries.length, root, checkpoint, CONSTITUTIONAL_HASH],
  );
}

/** Of each type what a copy could get wrong. */
const AWKWARD: Readonly<Record<string, string>> = {
  text: `E'tab\\t line\\n\\r \\\\N \\\\. "quoted" é 🜁'`,
  json: `'{"b": 1e-7,  "a": "\\\\n\\u00e9", "a": null}'`,
  jsonb: `'{"a": "\\\\n é"}'`,
  bytea: `'\\x00ff5c0a'`,
  uuid: `'01890000-0000-7000-8000-000000000001'`,
  'double precision': `0.1::double precision + 0.2`,
  'timestamp with time zone': `'-infinity'`,
  boolean: 'true',
  integer: '-2147483648',
  smallint: '32767',
  bigint: '9223372036854775807',
  'text[]': `ARRAY['a,b', NULL, '{"', '']`,
  'uuid[]': `ARRAY['01890000-0000-7000-8000-000000000001']::uuid[]`,
};

/** What a check of the table asks for. */
const CHECKED: Readonly<Record<string, string>> = { 'ec_service.guards.status': `'held'` };

/** A row in each table that has none by now, such as those that no list shows. */
async function fillTheRest(database: Client): Promise<void> {
  const { rows } = await database.query<{ name: string; columns: string[]; types: string[] }>(`
    SELECT nspname || '.' || relname AS name, array_agg(attname::text ORDER BY attnum) AS columns,
      array_agg(format_type(atttypid, NULL) ORDER BY attnum) AS types
    FROM pg_class JOIN pg_namespace ON pg_namespace.oid = relnamespace JOIN pg_attribute ON attrelid = pg_class.oid
    WHERE relkind IN ('r', 'p') AND NOT relispartition AND attnum > 0 AND NOT attisdropped AND attidentity <> 'a'
      AND nspname NOT LIKE 'pg\\_%' AND nspname <> 'information_schema' GROUP BY 1`);
  for (const { name, columns, types } of rows) {
    const { rowCount } = await database.query(`SELECT FROM ${name} LIMIT 1`);
    if (rowCount === 1) continue;
    const values = columns.map((column, place) => CHECKED[`${name}.${column}`] ?? AWKWARD[types[place]!]!);
    await database.query(`INSERT INTO ${name} (${columns.join(', ')}) VALUES (${values.join(', ')})`);
  }
}
