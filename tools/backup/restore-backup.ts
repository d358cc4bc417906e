import { MIGRATION_NAMES, migrateTo } from '@acgs/database';
import type { Client } from 'pg';
import { BackupFault } from './backup-fault.js';
import type { InstallationPlace } from './installation-place.js';
import { type ReturnedFiles, returnFiles, verifyKeys } from './kept-files.js';
import { loadBackup, restoreGrants } from './load-backup.js';
import { type Fork, type SeenHead, verifyLog } from './log-check.js';
import { type Manifest, readManifest, verifyFiles } from './manifest.js';
import { renameLog } from './new-log.js';
import { prepareTarget, type RestoreTarget } from './restore-target.js';
import { connectPlainly } from './snapshot.js';
import { shapeOf } from './table-catalogue.js';

export interface RestoreOptions {
  readonly place: InstallationPlace;
  readonly folder: string;
  readonly replace: boolean;
  /** What others have seen of the log. */
  readonly seen: readonly SeenHead[];
  /** A name under which the log goes on, since under its own it would be a second history. */
  readonly newLog: string | null;
  readonly progress: (text: string) => void;
}

export interface Restored {
  readonly manifest: Manifest;
  readonly files: ReturnedFiles;
  readonly aside: string | null;
  /** Of grants that could not be given. */
  readonly missingRoles: readonly string[];
  /** What was added to the tables by hand, and is not restored; null when the servers are of different versions. */
  readonly notRestored: readonly string[] | null;
}

/** @throws BackupFault; the target is then as it was */
export async function restoreBackup(options: RestoreOptions): Promise<Restored> {
  const { place, folder, replace, progress } = options;
  const manifest = await readManifest(folder);
  const unknown = manifest.migrations.filter((name) => !MIGRATION_NAMES.includes(name));
  if (unknown.length > 0)
    throw new BackupFault(
      `The backup is of a later version (${manifest.program}), with ${unknown.join(', ')}: restore it with that version.`,
    );
  progress('checksums');
  await verifyFiles(folder, manifest);
  const target = await prepareTarget(place, manifest.files, replace);
  try {
    const loaded = await load(target, manifest, options);
    const files = await returnFiles(place, folder, manifest.files);
    await target.close();
    return { manifest, files, aside: target.aside, ...loaded };
  } catch (error) {
    await target.undo();
    throw error;
  }
}

async function load(
  target: RestoreTarget,
  manifest: Manifest,
  options: RestoreOptions,
): Promise<Pick<Restored, 'missingRoles' | 'notRestored'>> {
  options.progress('tables');
  await migrateTo({ url: target.url, applicationName: 'acgs-restore' }, manifest.migrations);
  const client = await connectPlainly(target.url);
  try {
    await client.query('BEGIN');
    await loadBackup(client, options.folder, manifest, options.progress);
    const missingRoles = await restoreGrants(client, manifest.grants);
    await verifyAll(client, target, manifest, options);
    const notRestored = await differences(client, manifest);
    await client.query('COMMIT');
    await client.query('ANALYZE');
    return { missingRoles, notRestored };
  } finally {
    await client.end();
  }
}

async function verifyAll(
  client: Client,
  target: RestoreTarget,
  manifest: Manifest,
  { folder, seen, newLog, progress }: RestoreOptions,
): Promise<void> {
  progress('the log');
  if (manifest.keys === 'inside') await verifyKeys(client, folder, manifest.files);
  const [fork] = await verifyLog(client, manifest.log, [...target.seen, ...seen]);
  if (newLog !== null) await renameLog(client, { folder, manifest, name: newLog });
  else if (fork !== undefined) throw new BackupFault(adviceOn(fork));
}

const adviceOn = ({ tenant, origin, restoredSize, seenSize }: Fork): string =>
  `The log ${origin} (tenant ${tenant}) was seen with ${String(seenSize)} leaves, which this backup of ${String(restoredSize)} does not lead to.
Going on under that name it would sign a second history: witnesses refuse it, and whoever kept the checkpoint can prove it.
Restore a later backup, or the database to a later moment (docs/backup.md); or go on as another log: --new-log NAME.`;

async function differences(client: Client, manifest: Manifest): Promise<string[] | null> {
  const { rows } = await client.query<{ major: number }>(
    `SELECT current_setting('server_version_num')::integer / 10000 AS major`,
  );
  if (rows[0]?.major !== Math.floor(manifest.serverVersion / 10_000)) return null;
  const shape = new Set(await shapeOf(client));
  return manifest.shape.filter((line) => !shape.has(line));
}
