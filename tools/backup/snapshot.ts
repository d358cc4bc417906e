import { Client, type ClientBase, escapeIdentifier } from 'pg';
import { to as copyTo } from 'pg-copy-streams';
import { createWriteStream } from 'node:fs';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import { BackupFault } from './backup-fault.js';
import { type BackedUpTable, digestOfFile, type SequenceState, type TreeHead } from './manifest.js';
import { sequencesOf, type Table, tablesOf } from './table-catalogue.js';

/** Fast rather than small: documents shrink to a tenth even so. */
const COMPRESSION = { level: 1 };

export const nameOf = ({ schema, name }: Pick<Table, 'schema' | 'name'>): string =>
  `${escapeIdentifier(schema)}.${escapeIdentifier(name)}`;

/** A connection without bounds that reads and writes values in one form, whatever server and settings. */
export async function connectPlainly(url: string): Promise<Client> {
  const client = new Client({ connectionString: url, application_name: 'acgs-backup' });
  try {
    await client.connect();
  } catch (cause) {
    const { hostname, port } = new URL(url);
    throw new BackupFault(
      `PostgreSQL at ${hostname}:${port || '5432'} cannot be used (${(cause as Error).message}).`,
      { cause },
    );
  }
  // A connection that breaks fails the statement under way, and needs no end of the process besides.
  client.on('error', () => undefined);
  await client.query(`SET statement_timeout = 0; SET lock_timeout = 0; SET idle_in_transaction_session_timeout = 0;
    SET datestyle = 'ISO, MDY'; SET intervalstyle = 'postgres'; SET timezone = 'UTC'; SET extra_float_digits = 3;
    SET bytea_output = 'hex'; SET client_encoding = 'UTF8'; SET search_path = pg_catalog`);
  return client;
}

/**
 * One moment of the whole database, held open in a transaction. Its tables are locked against being changed or dropped, and
 * against nothing else, before the moment is fixed: a partition cannot go between being listed and being read.
 */
export class Snapshot {
  private constructor(
    readonly client: ClientBase,
    readonly tables: readonly Table[],
  ) {}

  /** @throws BackupFault when there is no installation */
  static async of(client: ClientBase): Promise<Snapshot> {
    const tables = await tablesOf(client);
    if (!tables.some(({ name }) => name === 'acgs_migrations'))
      throw new BackupFault('The database holds no installation: there is nothing to back up.');
    await client.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY');
    await client.query(`LOCK TABLE ${tables.map(nameOf).join(', ')} IN ACCESS SHARE MODE`);
    const locked = await tablesOf(client);
    if (JSON.stringify(locked) !== JSON.stringify(tables))
      throw new BackupFault('The tables were changed meanwhile, as by an upgrade: try again.');
    return new Snapshot(client, tables);
  }

  async copy(table: Table, folder: string): Promise<BackedUpTable> {
    const file = `tables/${table.schema}.${table.name}.copy.gz`;
    const columns = table.columns.map(escapeIdentifier).join(', ');
    const rows = this.client.query(copyTo(`COPY (SELECT ${columns} FROM ${nameOf(table)}) TO STDOUT`));
    const written = createWriteStream(join(folder, file), { mode: 0o600, flags: 'wx', flush: true });
    await pipeline(rows, createGzip(COMPRESSION), written);
    return { ...table, rows: rows.rowCount, file, sha256: await digestOfFile(join(folder, file)) };
  }

  /** Sequences keep to no transaction: read after the moment was fixed, they are behind no row of it. */
  async sequences(): Promise<SequenceState[]> {
    const states: SequenceState[] = [];
    for (const sequence of await sequencesOf(this.client)) {
      const { rows } = await this.client.query<{ lastValue: string; isCalled: boolean }>(
        `SELECT last_value::text AS "lastValue", is_called AS "isCalled" FROM ${nameOf(sequence)}`,
      );
      states.push(...rows.map((state) => ({ ...sequence, ...state })));
    }
    return states;
  }

  async migrations(): Promise<string[]> {
    const { rows } = await this.client.query<{ name: string }>(
      'SELECT name FROM public.acgs_migrations ORDER BY id',
    );
    return rows.map(({ name }) => name);
  }

  async heads(): Promise<TreeHead[]> {
    const { rows } = await this.client.query<{
      tenant: string;
      size: string;
      root: Buffer;
      checkpoint: string;
    }>('SELECT tenant, size, root, checkpoint FROM integrity_service.trees ORDER BY tenant');
    return rows.map(({ size, root, ...head }) => ({
      ...head,
      size: Number(size),
      root: root.toString('base64'),
    }));
  }

  async serverVersion(): Promise<number> {
    const { rows } = await this.client.query<{ version: number }>(
      `SELECT current_setting('server_version_num')::integer AS version`,
    );
    return rows[0]?.version ?? 0;
  }

  async end(): Promise<void> {
    await this.client.query('COMMIT');
  }
}
