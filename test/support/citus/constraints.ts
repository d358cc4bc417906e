import type { Client } from 'pg';
import { NOT_DISTRIBUTED } from './placements.js';

/** What Citus would refuse, or what would mean something else on several nodes: `rule schema.table.object`. */
export async function breachesOf(database: Client): Promise<string[]> {
  const apart = Object.keys(NOT_DISTRIBUTED);
  const references = apart.filter((table) => NOT_DISTRIBUTED[table] === 'reference');
  const breaches: string[] = [];
  for (const query of RULES) {
    const { rows } = await database.query<{ breach: string }>(`${TABLES} ${query}`, [apart, references]);
    breaches.push(...rows.map(({ breach }) => breach));
  }
  return breaches.sort();
}

/** Ordinary and partitioned tables of ours; a partition is distributed with its parent and is no table of its own. */
export async function tablesOf(database: Client): Promise<string[]> {
  const { rows } = await database.query<{ name: string }>(`${TABLES} SELECT name FROM tables ORDER BY name`, [
    [],
    [],
  ]);
  return rows.map(({ name }) => name);
}

const TABLES = `WITH
  tables AS (
    SELECT pg_class.oid AS id, nspname || '.' || relname AS name
    FROM pg_class JOIN pg_namespace ON pg_namespace.oid = relnamespace
    WHERE relkind IN ('r', 'p') AND NOT relispartition AND nspname NOT LIKE 'pg\\_%' AND nspname <> 'information_schema'),
  distributed AS (SELECT * FROM tables WHERE name <> ALL ($1::text[])),
  copied AS (SELECT * FROM tables WHERE name = ANY ($2::text[])),
  tenants AS (SELECT attrelid AS id, attnum AS number FROM pg_attribute WHERE attname = 'tenant' AND NOT attisdropped)`;

const TENANT_IS_PLAIN = `
  SELECT 'tenant ' || name AS breach FROM distributed WHERE NOT EXISTS (
    SELECT FROM pg_attribute JOIN pg_collation ON pg_collation.oid = attcollation
    WHERE attrelid = distributed.id AND attname = 'tenant' AND NOT attisdropped AND attnotnull
      AND atttypid = 'text'::regtype AND attgenerated = '' AND collisdeterministic)`;

const TENANT_LEADS_EACH_KEY = `
  SELECT 'key ' || name || '.' || relname AS breach FROM distributed JOIN pg_index ON indrelid = distributed.id
  JOIN pg_class ON pg_class.oid = indexrelid LEFT JOIN tenants ON tenants.id = indrelid
  WHERE indisunique AND indkey[0] IS DISTINCT FROM tenants.number`;

const EACH_HAS_A_KEY = `
  SELECT 'no-key ' || name AS breach FROM distributed
  WHERE NOT EXISTS (SELECT FROM pg_index WHERE indrelid = distributed.id AND indisprimary)`;

/** Between two distributed tables the tenant has to meet the tenant; a reference table can be pointed at, and points at none. */
const REFERENCES_STAY_ON_THE_NODE = `
  SELECT 'foreign-key ' || source.name || '.' || conname AS breach
  FROM pg_constraint JOIN tables AS source ON source.id = conrelid JOIN tables AS target ON target.id = confrelid
  LEFT JOIN tenants AS here ON here.id = conrelid LEFT JOIN tenants AS there ON there.id = confrelid
  WHERE contype = 'f' AND CASE
    WHEN source.id IN (SELECT id FROM distributed) AND target.id IN (SELECT id FROM distributed) THEN
      coalesce(confkey[array_position(conkey, here.number)] <> there.number, true)
    WHEN source.id IN (SELECT id FROM distributed) THEN target.id NOT IN (SELECT id FROM copied)
    ELSE target.id IN (SELECT id FROM distributed) END`;

const NO_EXCLUSIONS = `
  SELECT 'exclusion ' || name || '.' || conname AS breach FROM distributed JOIN pg_constraint ON conrelid = id
  WHERE contype = 'x' AND coalesce(conkey[1] <> (SELECT number FROM tenants WHERE tenants.id = conrelid), true)`;

/** Each node hands out numbers of its own range: they are unique, and say nothing of the order. */
const NO_SEQUENCES = `
  SELECT 'sequence ' || name || '.' || attname AS breach FROM distributed JOIN pg_attribute ON attrelid = id
  LEFT JOIN pg_attrdef ON adrelid = attrelid AND adnum = attnum
  WHERE attnum > 0 AND (attidentity <> '' OR pg_get_expr(adbin, adrelid) LIKE 'nextval(%')`;

/** `writes` when its function changes other tables, which makes it a statement within a statement on a shard. */
const NO_TRIGGERS = `
  SELECT CASE WHEN prosrc ~* '\\m(insert into|update|delete from)\\s+\\w+\\.\\w+' THEN 'writes ' ELSE 'trigger ' END
    || name || '.' || tgname AS breach FROM pg_trigger JOIN pg_proc ON pg_proc.oid = tgfoid
  JOIN (SELECT * FROM distributed UNION SELECT * FROM copied) AS held ON held.id = tgrelid WHERE NOT tgisinternal`;

/** A trigger runs on the node of its row: what it names has to be there too, or to be the same everywhere. */
const TRIGGERS_REACH_NO_FURTHER = `
  SELECT DISTINCT 'reach ' || distributed.name || '.' || tgname || ' ' || other.name AS breach
  FROM pg_trigger JOIN distributed ON distributed.id = tgrelid JOIN pg_proc ON pg_proc.oid = tgfoid
  JOIN tables AS other ON prosrc ~ ('\\m' || replace(other.name, '.', '\\.') || '\\M')
  WHERE NOT tgisinternal AND other.name = ANY ($1) AND other.name <> ALL ($2)`;

const ONE_LEVEL_OF_PARTITIONS = `
  SELECT 'partitions ' || distributed.name || '.' || child.relname AS breach FROM distributed
  JOIN pg_inherits ON inhparent = distributed.id JOIN pg_class AS parent ON parent.oid = inhparent
  JOIN pg_class AS child ON child.oid = inhrelid WHERE parent.relkind <> 'p' OR child.relkind <> 'r'`;

const NO_POLICIES = `
  SELECT 'policy ' || name || '.' || polname AS breach FROM distributed JOIN pg_policy ON polrelid = distributed.id`;

const ORDINARY_STORAGE = `
  SELECT 'storage ' || name AS breach FROM distributed JOIN pg_class ON pg_class.oid = distributed.id
  LEFT JOIN pg_am ON pg_am.oid = relam
  WHERE relpersistence <> 'p' OR reloftype <> 0 OR coalesce(amname, 'heap') <> 'heap'`;

/** Each takes the two lists, whether it needs them or not. */
const RULES = [
  TENANT_IS_PLAIN,
  TENANT_LEADS_EACH_KEY,
  EACH_HAS_A_KEY,
  REFERENCES_STAY_ON_THE_NODE,
  NO_EXCLUSIONS,
  NO_SEQUENCES,
  NO_TRIGGERS,
  TRIGGERS_REACH_NO_FURTHER,
  ONE_LEVEL_OF_PARTITIONS,
  NO_POLICIES,
  ORDINARY_STORAGE,
];
