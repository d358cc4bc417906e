import type { Client } from 'pg';

/**
 * Everything that migrations make, in words that are equal when it is: tables with columns, constraints, indexes, triggers
 * and rows of the start, and functions. Schemas themselves stay when a migration is taken back: another may use them.
 */
export async function schemaOf(client: Client): Promise<string> {
  const parts: string[] = [];
  for (const query of QUERIES) {
    const { rows } = await client.query<{ line: string }>(query);
    parts.push(...rows.map(({ line }) => line).sort());
  }
  return parts.join('\n');
}

const OURS = `nspname IN ('acgs', 'auth_service', 'constitutional_core', 'ec_service', 'governance_engine')`;

const QUERIES = [
  `SELECT format('column %s.%s %s %s %s not null %s default %s', nspname, relname, attname,
     format_type(atttypid, atttypmod), relkind, attnotnull, pg_get_expr(adbin, adrelid)) AS line
   FROM pg_attribute JOIN pg_class ON pg_class.oid = attrelid JOIN pg_namespace ON pg_namespace.oid = relnamespace
   LEFT JOIN pg_attrdef ON adrelid = attrelid AND adnum = attnum
   WHERE ${OURS} AND attnum > 0 AND NOT attisdropped AND relkind IN ('r', 'p', 'v', 'm', 'S')`,
  `SELECT format('constraint %s.%s %s %s', nspname, relname, conname, pg_get_constraintdef(pg_constraint.oid)) AS line
   FROM pg_constraint JOIN pg_class ON pg_class.oid = conrelid JOIN pg_namespace ON pg_namespace.oid = relnamespace
   WHERE ${OURS}`,
  `SELECT format('%s valid %s', pg_get_indexdef(indexrelid), indisvalid) AS line
   FROM pg_index JOIN pg_class ON pg_class.oid = indexrelid JOIN pg_namespace ON pg_namespace.oid = relnamespace
   WHERE ${OURS}`,
  `SELECT pg_get_triggerdef(pg_trigger.oid) AS line FROM pg_trigger
   JOIN pg_class ON pg_class.oid = tgrelid JOIN pg_namespace ON pg_namespace.oid = relnamespace
   WHERE ${OURS} AND NOT tgisinternal`,
  `SELECT pg_get_functiondef(pg_proc.oid) AS line FROM pg_proc JOIN pg_namespace ON pg_namespace.oid = pronamespace
   WHERE ${OURS}`,
];
