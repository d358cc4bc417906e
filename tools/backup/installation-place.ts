import { LocalPostgres } from '@acgs/database';
import { readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { BackupFault } from './backup-fault.js';

type Environment = Readonly<Record<string, string | undefined>>;

/** Where an installation keeps what it has: as its services find it, by the same variables. */
export interface InstallationPlace {
  readonly home: string;
  /** Null for the PostgreSQL that comes with the project, in the folder `home`. */
  readonly databaseUrl: string | null;
  readonly environment: Environment;
}

export interface OpenedDatabase {
  readonly url: string;
  close(): Promise<void>;
}

export const PLACE_HELP = `Environment:
  ACGS_HOME      the folder of data, keys and clients (.acgs)
  DATABASE_URL   a PostgreSQL of yours, or DATABASE_URL_FILE: a file with the address
  INTEGRITY_KEY_FILE, INTEGRITY_KEY_ENCRYPTION_KEY, AUTH_KEY_FILE, AUTH_KEY_ENCRYPTION_KEY, AUTH_CLIENTS_FILE
                 as the services have them, where the keys are not in ACGS_HOME`;

export async function placeOf(environment: Environment): Promise<InstallationPlace> {
  return {
    home: resolve(given(environment, 'ACGS_HOME') ?? '.acgs'),
    databaseUrl: (await valueOf(environment, 'DATABASE_URL')) ?? null,
    environment,
  };
}

/** Of the variable, or of the file that `<NAME>_FILE` names. */
export async function valueOf(environment: Environment, name: string): Promise<string | undefined> {
  const file = given(environment, `${name}_FILE`);
  if (file === undefined) return given(environment, name);
  return (await readFile(file, 'utf8')).replace(/\r?\n$/, '');
}

/** As for the services, an empty variable counts as not set. */
export function given(environment: Environment, name: string): string | undefined {
  const value = environment[name];
  return value === '' ? undefined : value;
}

export const serverFolder = ({ home }: InstallationPlace): string => join(home, 'postgres');

export async function hasServer(place: InstallationPlace): Promise<boolean> {
  const version = join(serverFolder(place), 'data', 'PG_VERSION');
  return readFile(version).then(
    () => true,
    () => false,
  );
}

/** Joins the server of a running installation, or starts it for as long as it is needed. @throws BackupFault without any data */
export async function openDatabase(place: InstallationPlace): Promise<OpenedDatabase> {
  if (place.databaseUrl !== null) return { url: place.databaseUrl, close: () => Promise.resolve() };
  if (!(await hasServer(place)))
    throw new BackupFault(`${place.home} has no database: set ACGS_HOME, or DATABASE_URL.`);
  const local = await LocalPostgres.open(serverFolder(place));
  return { url: local.url, close: () => local.stop() };
}
