import type { Client } from 'pg';
import type { DataSource, EntityMetadata } from 'typeorm';

/** Columns, keys and references of all entities of a data source, a line each. */
export const shapesOfEntities = ({ driver, entityMetadatas }: DataSource): string[] =>
  entityMetadatas.flatMap((entity) => [
    ...entity.columns.map((column) => {
      const type = `${driver.normalizeType(column)}${column.isArray ? '[]' : ''}`;
      const byDefault = (column.default as (() => string) | undefined)?.() ?? '';
      return `${entity.tablePath}.${column.databaseName} ${type}${column.isNullable ? '' : ' not null'} default ${byDefault}`;
    }),
    keyOf(entity, 'PRIMARY KEY', entity.primaryColumns),
    ...entity.uniques.map(({ columns }) => keyOf(entity, 'UNIQUE', columns)),
    ...entity.foreignKeys.map(
      ({ columnNames, referencedTablePath, referencedColumnNames }) =>
        `${entity.tablePath} FOREIGN KEY (${columnNames.join(', ')}) REFERENCES ${referencedTablePath}(${referencedColumnNames.join(', ')})`,
    ),
  ]);

const keyOf = (
  { tablePath }: EntityMetadata,
  kind: string,
  columns: readonly { databaseName: string }[],
): string => `${tablePath} ${kind} (${columns.map(({ databaseName }) => databaseName).join(', ')})`;

const OURS = `NOT relispartition AND nspname NOT LIKE 'pg\\_%' AND nspname NOT IN ('information_schema', 'public')`;

/** The same of all tables that migrations have made, but for those of TypeORM in `public`; partitions are no tables of their own. */
export async function shapesOfTables(database: Client): Promise<string[]> {
  const { rows } = await database.query<{ line: string }>(`
    SELECT format('%s.%s.%s %s%s default %s', nspname, relname, attname, format_type(atttypid, atttypmod),
      CASE WHEN attnotnull THEN ' not null' END, pg_get_expr(adbin, adrelid)) AS line
    FROM pg_attribute JOIN pg_class ON pg_class.oid = attrelid JOIN pg_namespace ON pg_namespace.oid = relnamespace
    LEFT JOIN pg_attrdef ON adrelid = attrelid AND adnum = attnum
    WHERE relkind IN ('r', 'p') AND attnum > 0 AND NOT attisdropped AND ${OURS}
    UNION ALL
    SELECT format('%s.%s %s', nspname, relname, pg_get_constraintdef(pg_constraint.oid))
    FROM pg_constraint JOIN pg_class ON pg_class.oid = conrelid JOIN pg_namespace ON pg_namespace.oid = relnamespace
    WHERE contype IN ('p', 'u', 'f') AND ${OURS}`);
  return rows.map(({ line }) => line);
}
