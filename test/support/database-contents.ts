import { Client } from 'pg';

/** Everything that a database holds and is, by what it is called: rows, positions of sequences, and the shape of the tables. */
export type Contents = ReadonlyMap<string, readonly string[]>;

const OURS = `nspname NOT LIKE 'pg\\_%' AND nspname <> 'information_schema'`;

/** Written apart from the tools that back up, so that what they overlook is seen here. */
export async function contentsOf(url: string): Promise<Contents> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(`SET timezone = 'UTC'; SET search_path = pg_catalog`);
    return new Map([
      ...(await rowsOf(client)),
      ...(await sequencesOf(client)),
      ['columns', await lines(client, COLUMNS)],
      ['indexes', await lines(client, INDEXES)],
      ['constraints', await lines(client, CONSTRAINTS)],
      ['triggers', await lines(client, TRIGGERS)],
      ['functions', await lines(client, FUNCTIONS)],
      ['views', await lines(client, VIEWS)],
      ['partitions', await lines(client, PARTITIONS)],
      ['grants', await lines(client, GRANTS)],
      ['options', await lines(client, OPTIONS)],
    ]);
  } finally {
    await client.end();
  }
}

async function rowsOf(client: Client): Promise<[string, string[]][]> {
  const tables = await lines(
    client,
    `SELECT format('%I.%I', nspname, relname) FROM pg_class JOIN pg_namespace ON pg_namespace.oid = relnamespace
     WHERE relkind = 'r' AND ${OURS}`,
  );
  const found: [string, string[]][] = [];
  for (const table of tables)
    found.push([table, await lines(client, `SELECT row_of::text FROM ${table} AS row_of`)]);
  return found;
}

async function sequencesOf(client: Client): Promise<[string, string[]][]> {
  const sequences = await lines(
    client,
    `SELECT format('%I.%I', nspname, relname) FROM pg_class JOIN pg_namespace ON pg_namespace.oid = relnamespace
     WHERE relkind = 'S' AND ${OURS}`,
  );
  const found: [string, string[]][] = [];
  for (const sequence of sequences)
    found.push([sequence, await lines(client, `SELECT last_value || ' ' || is_called FROM ${sequence}`)]);
  return found;
}

async function lines(client: Client, query: string): Promise<string[]> {
  const { rows } = await client.query<[string]>({ text: query, rowMode: 'array' });
  return rows.map(([line]) => line).sort();
}

const OF_RELATION = `FROM pg_class JOIN pg_namespace ON pg_namespace.oid = relnamespace AND ${OURS}`;

const COLUMNS = `SELECT format('%s.%s.%s %s %s %s %s %s %s', nspname, relname, attname, attnum, format_type(atttypid, atttypmod),
  attnotnull, attidentity, attstorage, pg_get_expr(adbin, adrelid))
  ${OF_RELATION} JOIN pg_attribute ON attrelid = pg_class.oid LEFT JOIN pg_attrdef ON adrelid = attrelid AND adnum = attnum
  WHERE relkind IN ('r', 'p', 'v') AND attnum > 0 AND NOT attisdropped`;
const INDEXES = `SELECT pg_get_indexdef(indexrelid) || indisvalid ${OF_RELATION} JOIN pg_index ON indrelid = pg_class.oid`;
const CONSTRAINTS = `SELECT format('%s.%s %s %s %s', nspname, relname, conname, pg_get_constraintdef(pg_constraint.oid), convalidated)
  ${OF_RELATION} JOIN pg_constraint ON conrelid = pg_class.oid`;
const TRIGGERS = `SELECT format('%s %s', pg_get_triggerdef(pg_trigger.oid), tgenabled)
  ${OF_RELATION} JOIN pg_trigger ON tgrelid = pg_class.oid WHERE NOT tgisinternal`;
const FUNCTIONS = `SELECT pg_get_functiondef(pg_proc.oid) FROM pg_proc
  JOIN pg_namespace ON pg_namespace.oid = pronamespace WHERE ${OURS}`;
const VIEWS = `SELECT relname || pg_get_viewdef(pg_class.oid) ${OF_RELATION} WHERE relkind = 'v'`;
const PARTITIONS = `SELECT format('%s %s', relname, pg_get_expr(relpartbound, pg_class.oid)) ${OF_RELATION} WHERE relispartition`;
const GRANTS = `SELECT format('%s.%s %s', nspname, relname, coalesce(relacl, '{}')) ${OF_RELATION}
  UNION ALL SELECT format('%s %s', nspname, nspacl) FROM pg_namespace WHERE ${OURS}`;
const OPTIONS = `SELECT format('%s.%s %s', nspname, relname, reloptions) ${OF_RELATION} WHERE reloptions IS NOT NULL`;
