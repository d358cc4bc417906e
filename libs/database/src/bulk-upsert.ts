import type { DataSource, EntityMetadata } from 'typeorm';
import type { EntityClass } from './connect.js';

type ColumnMetadata = EntityMetadata['columns'][number];

interface UpsertColumns<Conflict, Update> {
  /** The columns of a unique key: a row that is there with the same values in them is changed, not added. */
  readonly conflict: readonly Conflict[];
  /** What is written beside the key. Without one, rows that are there stay as they are. */
  readonly update: readonly Update[];
}

/**
 * Adds or changes rows in one statement, whatever their number: one parameter for each column (`unnest`), so ten thousand
 * rows are no more parameters than one. All or none; of several rows with the same key the last one counts. Keys are
 * written in their order, so that two callers never wait for each other in a ring. Columns that are named neither in
 * `conflict` nor in `update` get their defaults.
 */
export async function bulkUpsert<
  Entity extends object,
  Conflict extends keyof Entity & string,
  Update extends keyof Entity & string,
>(
  dataSource: DataSource,
  entity: EntityClass<Entity>,
  rows: readonly Pick<Entity, Conflict | Update>[],
  { conflict, update }: UpsertColumns<Conflict, Update>,
): Promise<void> {
  if (rows.length === 0) return;
  const metadata = dataSource.getMetadata(entity);
  const columns = [...conflict, ...update].map((name) => columnOf(metadata, name));
  const byKey = new Map(rows.map((row) => [JSON.stringify(conflict.map((name) => row[name])), row]));
  const last = [...byKey.values()];
  const values = columns.map((column) =>
    last.map((row) => parameterOf(column, row[column.propertyName as Conflict | Update])),
  );
  await dataSource.query(statementOf(dataSource, metadata, columns, conflict.length), values);
}

function columnOf(metadata: EntityMetadata, name: string): ColumnMetadata {
  const column = metadata.columns.find(({ propertyName }) => propertyName === name);
  if (column === undefined) throw new Error(`${metadata.name} has no column for ${name}`);
  return column;
}

function statementOf(
  { driver }: DataSource,
  { tablePath }: EntityMetadata,
  columns: readonly ColumnMetadata[],
  keyLength: number,
): string {
  const typed = columns.map((column) => ({
    name: driver.escape(column.databaseName),
    ...typesOf(driver, column),
  }));
  const names = typed.map(({ name }) => name);
  const key = names.slice(0, keyLength).join(', ');
  const changed = names.slice(keyLength).map((name) => `${name} = excluded.${name}`);
  return `INSERT INTO ${tablePath
    .split('.')
    .map((part) => driver.escape(part))
    .join('.')} (${names.join(', ')})
    SELECT ${typed.map(({ name, type }) => `${name}::${type}`).join(', ')}
    FROM unnest(${typed.map(({ sent }, index) => `$${String(index + 1)}::${sent}[]`).join(', ')}) AS row (${names.join(', ')})
    ORDER BY ${key}
    ON CONFLICT (${key}) DO ${changed.length === 0 ? 'NOTHING' : `UPDATE SET ${changed.join(', ')}`}`;
}

/** `unnest` would take an array of arrays apart to its last element: these are sent as texts. */
function typesOf(driver: DataSource['driver'], column: ColumnMetadata): { type: string; sent: string } {
  const type = driver.normalizeType(column);
  return column.isArray ? { type: `${type}[]`, sent: 'text' } : { type, sent: type };
}

function parameterOf(column: ColumnMetadata, value: unknown): unknown {
  if (value === null) return null;
  if (column.isArray) return arrayLiteral(value as readonly Item[]);
  return column.type === 'json' || column.type === 'jsonb' ? JSON.stringify(value) : value;
}

type Item = string | number | boolean | null;

/** As PostgreSQL reads arrays (section 8.15.2). */
const arrayLiteral = (items: readonly Item[]): string =>
  `{${items.map((item) => (item === null ? 'NULL' : `"${String(item).replaceAll(/["\\]/g, '\\$&')}"`)).join(',')}}`;
