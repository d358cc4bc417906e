import { StartError } from '@acgs/contracts';
import { LocalPostgres } from '@acgs/database';
import { mkdir, rename, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { type Client, escapeIdentifier } from 'pg';
import { BackupFault } from './backup-fault.js';
import { hasServer, type InstallationPlace, serverFolder } from './installation-place.js';
import { filesInTheWay } from './kept-files.js';
import { type SeenHead, seenHeadOf } from './log-check.js';
import type { KeptFile } from './manifest.js';
import { connectPlainly } from './snapshot.js';
import { SCHEMAS } from './table-catalogue.js';

/** The database that a backup comes into, empty by now. */
export interface RestoreTarget {
  readonly url: string;
  /** Heads of the logs that it takes the place of. */
  readonly seen: readonly SeenHead[];
  /** Where what was there before is now; null when nothing was. */
  readonly aside: string | null;
  /** After a success: what was put aside stays there. */
  close(): Promise<void>;
  /** After a failure: as it was before. */
  undo(): Promise<void>;
}

/** @throws BackupFault when there is something already and `replace` was not said, or it is in use */
export async function prepareTarget(
  place: InstallationPlace,
  files: readonly KeptFile[],
  replace: boolean,
): Promise<RestoreTarget> {
  const inTheWay = await filesInTheWay(place, files);
  if (inTheWay.length > 0 && !replace)
    throw new BackupFault(`${inTheWay.join(', ')} is there already: ${replacing('files are')}`);
  const target =
    place.databaseUrl === null
      ? await localTarget(place, replace)
      : await ownTarget(place.databaseUrl, replace);
  const moved = await putFilesAside(inTheWay);
  return {
    ...target,
    undo: async () => {
      await target.undo();
      for (const { from, to } of moved) await rename(to, from);
    },
  };
}

const replacing = (what: string): string =>
  `restore elsewhere (ACGS_HOME, DATABASE_URL), or give --replace: the ${what} then put aside, not lost.`;

const suffix = (): string => `before_${new Date().toISOString().replace(/\D/g, '').slice(0, 17)}`;

interface Move {
  readonly from: string;
  readonly to: string;
}

async function putFilesAside(paths: readonly string[]): Promise<Move[]> {
  const moves = paths.map((from) => ({ from, to: `${from}.${suffix()}` }));
  for (const { from, to } of moves) await rename(from, to);
  return moves;
}

async function localTarget(place: InstallationPlace, replace: boolean): Promise<RestoreTarget> {
  const folder = serverFolder(place);
  const wasThere = await hasServer(place);
  if (wasThere && !replace)
    throw new BackupFault(`${place.home} has a database already: ${replacing('folder is')}`);
  await mkdir(place.home, { recursive: true });
  const seen = wasThere ? await headsOfServer(folder) : [];
  const aside = wasThere ? join(dirname(folder), `${basename(folder)}.${suffix()}`) : null;
  if (aside !== null) await rename(folder, aside);
  const back = async (): Promise<void> => {
    await rm(folder, { recursive: true, force: true });
    if (aside !== null) await rename(aside, folder);
  };
  const server = await LocalPostgres.open(folder).catch(async (error: unknown) => {
    await back();
    throw error;
  });
  return {
    url: server.url,
    seen,
    aside,
    close: () => server.stop(),
    undo: async () => {
      await server.stop();
      await back();
    },
  };
}

/** A server that does not start any more, which is what restores are for, tells none. */
async function headsOfServer(folder: string): Promise<SeenHead[]> {
  const server = await LocalPostgres.open(folder).catch((error: unknown) => {
    if (error instanceof StartError) return null;
    throw error;
  });
  if (server === null) return [];
  if (!server.owned) throw new BackupFault(`The installation in ${dirname(folder)} runs: stop it first.`);
  try {
    const client = await connectPlainly(server.url);
    return await headsOf(client).finally(() => client.end());
  } finally {
    await server.stop();
  }
}

async function headsOf(client: Client): Promise<SeenHead[]> {
  const { rows } = await client.query<{ there: boolean }>(
    `SELECT to_regclass('integrity_service.trees') IS NOT NULL AS there`,
  );
  if (rows[0]?.there !== true) return [];
  const trees = await client.query<{ checkpoint: string }>('SELECT checkpoint FROM integrity_service.trees');
  return trees.rows.map(({ checkpoint }) => seenHeadOf(checkpoint));
}

async function ownTarget(url: string, replace: boolean): Promise<RestoreTarget> {
  const client = await connectPlainly(url);
  try {
    await refuseOthers(client);
    const present = await schemasIn(client);
    if (present.length > 0 && !replace)
      throw new BackupFault(`The database has an installation already: ${replacing('schemas are')}`);
    const seen = await headsOf(client);
    const renamed = suffix();
    if (present.length > 0) await renameSchemas(client, present, (name) => `${name}_${renamed}`);
    return {
      url,
      seen,
      aside: present.length > 0 ? `the schemas that end in _${renamed}` : null,
      close: () => Promise.resolve(),
      undo: () => undoIn(url, present, renamed),
    };
  } finally {
    await client.end();
  }
}

/** Services that run would write into what is being filled. */
async function refuseOthers(client: Client): Promise<void> {
  const { rows } = await client.query<{ application: string }>(
    `SELECT DISTINCT coalesce(nullif(application_name, ''), usename) AS application FROM pg_stat_activity
     WHERE datname = current_database() AND pid <> pg_backend_pid() AND backend_type = 'client backend'`,
  );
  if (rows.length === 0) return;
  const names = rows.map(({ application }) => application).join(', ');
  throw new BackupFault(`The database is in use (${names}): stop the services first.`);
}

async function schemasIn(client: Client): Promise<string[]> {
  const { rows } = await client.query<{ name: string }>(
    'SELECT nspname AS name FROM pg_namespace WHERE nspname = ANY ($1) ORDER BY 1',
    [SCHEMAS],
  );
  return rows.map(({ name }) => name);
}

/** The migrations' own record lives in `public`; it goes along in the schema `acgs`, and comes back from there. */
async function renameSchemas(
  client: Client,
  names: readonly string[],
  to: (name: string) => string,
): Promise<void> {
  await client.query('BEGIN');
  await client.query('ALTER TABLE IF EXISTS public.acgs_migrations SET SCHEMA acgs');
  for (const name of names)
    await client.query(`ALTER SCHEMA ${escapeIdentifier(name)} RENAME TO ${escapeIdentifier(to(name))}`);
  await client.query('COMMIT');
}

async function undoIn(url: string, names: readonly string[], renamed: string): Promise<void> {
  const client = await connectPlainly(url);
  try {
    await client.query('BEGIN');
    for (const name of SCHEMAS) await client.query(`DROP SCHEMA IF EXISTS ${escapeIdentifier(name)} CASCADE`);
    await client.query('DROP TABLE IF EXISTS public.acgs_migrations');
    for (const name of names)
      await client.query(
        `ALTER SCHEMA ${escapeIdentifier(`${name}_${renamed}`)} RENAME TO ${escapeIdentifier(name)}`,
      );
    await client.query('ALTER TABLE IF EXISTS acgs.acgs_migrations SET SCHEMA public');
    await client.query('COMMIT');
  } finally {
    await client.end();
  }
}
