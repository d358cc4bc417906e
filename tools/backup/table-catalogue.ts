import type { ClientBase } from 'pg';
import type { Grant, Partition } from './manifest.js';

/** What migrations make is in these, and their own record in `public`. */
export const SCHEMAS = [
  'acgs',
  'auth_service',
  'constitutional_core',
  'ec_service',
  'governance_engine',
  'integrity_service',
] as const;

const OURS = `(nspname IN (${SCHEMAS.map((schema) => `'${schema}'`).join(', ')})
  OR nspname = 'public' AND relname IN ('acgs_migrations', 'acgs_migrations_id_seq', 'acgs_migrations_pkey'))`;

export interface Table {
  readonly schema: string;
  readonly name: string;
  /** Those that can be written: without generated ones. */
  readonly columns: string[];
}

/** Those that rows are written to, so without partitions: a table comes after those that its foreign keys name. */
export async function tablesOf(client: ClientBase): Promise<Table[]> {
  const { rows } = await client.query<Table & { oid: string; needs: string[] }>(`
    SELECT pg_class.oid::text, nspname AS schema, relname AS name,
      ARRAY(SELECT attname::text FROM pg_attribute
            WHERE attrelid = pg_class.oid AND attnum > 0 AND NOT attisdropped AND attgenerated = '' ORDER BY attnum) AS columns,
      ARRAY(SELECT confrelid::text FROM pg_constraint
            WHERE conrelid = pg_class.oid AND contype = 'f' AND confrelid <> conrelid) AS needs
    FROM pg_class JOIN pg_namespace ON pg_namespace.oid = relnamespace
    WHERE relkind IN ('r', 'p') AND NOT relispartition AND ${OURS} ORDER BY nspname, relname`);
  const ordered: Table[] = [];
  const placed = new Set<string>();
  for (let left = rows; left.length > 0; left = left.filter(({ oid }) => !placed.has(oid))) {
    const next = left.filter(({ needs }) => needs.every((oid) => placed.has(oid)));
    if (next.length === 0) throw new Error('tables that reference each other in a ring have no order');
    for (const { oid, schema, name, columns } of next) {
      placed.add(oid);
      ordered.push({ schema, name, columns });
    }
  }
  return ordered;
}

export async function partitionsOf(client: ClientBase): Promise<Partition[]> {
  const { rows } = await client.query<Partition>(
    `
    SELECT pg_namespace.nspname AS schema, pg_class.relname AS name, of.nspname AS "parentSchema",
      parent.relname AS parent, pg_get_expr(pg_class.relpartbound, pg_class.oid) AS bound
    FROM pg_class JOIN pg_namespace ON pg_namespace.oid = pg_class.relnamespace
    JOIN pg_inherits ON inhrelid = pg_class.oid JOIN pg_class parent ON parent.oid = inhparent
    JOIN pg_namespace of ON of.oid = parent.relnamespace
    WHERE pg_class.relispartition AND pg_class.relkind = 'r' AND pg_namespace.nspname = ANY ($1) ORDER BY 1, 2`,
    [SCHEMAS],
  );
  return rows;
}

export async function sequencesOf(client: ClientBase): Promise<{ schema: string; name: string }[]> {
  const { rows } = await client.query<{ schema: string; name: string }>(`
    SELECT nspname AS schema, relname AS name FROM pg_class JOIN pg_namespace ON pg_namespace.oid = relnamespace
    WHERE relkind = 'S' AND ${OURS} ORDER BY 1, 2`);
  return rows;
}

/** What others than the owner were allowed by hand. */
export async function grantsOf(client: ClientBase): Promise<Grant[]> {
  const { rows } = await client.query<Grant>(
    `
    SELECT kind, schema, name, privilege_type AS privilege,
      CASE WHEN grantee = 0 THEN 'PUBLIC' ELSE grantee::regrole::text END AS grantee, is_grantable AS grantable
    FROM (
      SELECT 'SCHEMA' AS kind, nspname AS schema, NULL AS name, nspacl AS acl, nspowner AS owner
      FROM pg_namespace WHERE nspname = ANY ($1)
      UNION ALL
      SELECT CASE relkind WHEN 'S' THEN 'SEQUENCE' ELSE 'TABLE' END, nspname, relname, relacl, relowner
      FROM pg_class JOIN pg_namespace ON pg_namespace.oid = relnamespace
      WHERE relkind IN ('r', 'p', 'v', 'S') AND ${OURS}) AS object, aclexplode(acl) AS allowed
    WHERE grantee <> owner ORDER BY kind, schema, name, grantee, privilege`,
    [SCHEMAS],
  );
  return rows;
}

/**
 * Columns, constraints, indexes, triggers, functions and views, a line each. What belongs to a partition stands without its
 * own name, which depends on what there was when it was made.
 */
export async function shapeOf(client: ClientBase): Promise<string[]> {
  const { rows } = await client.query<{ line: string }>(
    `
    WITH relation AS (SELECT pg_class.*, nspname FROM pg_class JOIN pg_namespace ON pg_namespace.oid = relnamespace WHERE ${OURS})
    SELECT format('column %s.%s.%s %s%s%s%s', nspname, relname, attname, format_type(atttypid, atttypmod),
      CASE WHEN attnotnull THEN ' not null' END, ' default ' || pg_get_expr(adbin, adrelid),
      CASE WHEN attidentity <> '' THEN ' identity ' || attidentity::text END) AS line
    FROM relation JOIN pg_attribute ON attrelid = relation.oid LEFT JOIN pg_attrdef ON adrelid = attrelid AND adnum = attnum
    WHERE relkind IN ('r', 'p', 'v') AND attnum > 0 AND NOT attisdropped
    UNION ALL
    SELECT format('constraint %s.%s %s%s', nspname, relname, CASE WHEN relispartition THEN '' ELSE conname || ' ' END,
      pg_get_constraintdef(pg_constraint.oid))
    FROM relation JOIN pg_constraint ON conrelid = relation.oid WHERE contype <> 'n'
    UNION ALL
    SELECT 'index ' || CASE WHEN relispartition
      THEN regexp_replace(pg_get_indexdef(indexrelid), 'INDEX \\S+ ON', 'INDEX ON') ELSE pg_get_indexdef(indexrelid) END
      || CASE WHEN indisvalid THEN '' ELSE ' invalid' END
    FROM relation JOIN pg_index ON indrelid = relation.oid
    UNION ALL
    SELECT format('trigger %s %s', pg_get_triggerdef(pg_trigger.oid), tgenabled)
    FROM relation JOIN pg_trigger ON tgrelid = relation.oid WHERE NOT tgisinternal AND tgparentid = 0
    UNION ALL
    SELECT format('view %s.%s %s', nspname, relname, pg_get_viewdef(oid)) FROM relation WHERE relkind = 'v'
    UNION ALL
    SELECT 'function ' || pg_get_functiondef(pg_proc.oid)
    FROM pg_proc JOIN pg_namespace ON pg_namespace.oid = pronamespace WHERE nspname = ANY ($1)
    UNION ALL
    SELECT format('options %s.%s %s', nspname, relname, reloptions) FROM relation WHERE reloptions IS NOT NULL
    ORDER BY 1`,
    [SCHEMAS],
  );
  return rows.map(({ line }) => line);
}
