import { CONSTITUTIONAL_HASH } from '@acgs/constitutional-hash';
import { mkdir, open, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { BackupFault } from './backup-fault.js';
import { type InstallationPlace, openDatabase } from './installation-place.js';
import { keepFiles, verifyKeys } from './kept-files.js';
import { type BackedUpTable, type Manifest, MANIFEST } from './manifest.js';
import { connectPlainly, Snapshot } from './snapshot.js';
import { grantsOf, partitionsOf, shapeOf } from './table-catalogue.js';

export interface BackupOptions {
  readonly place: InstallationPlace;
  /** Must not be there, or be empty. */
  readonly folder: string;
  readonly program: string;
  readonly withoutKeys: boolean;
  readonly progress: (text: string) => void;
}

/** Writes a backup beside its place and moves it there whole. @throws BackupFault; nothing is left then */
export async function writeBackup(options: BackupOptions): Promise<Manifest> {
  const { folder } = options;
  if ((await readdir(folder).catch(() => [])).length > 0)
    throw new BackupFault(`${folder} is not empty: name a folder that is not there yet.`);
  const draft = `${folder}.partial`;
  await mkdir(dirname(folder), { recursive: true });
  await mkdir(draft, { mode: 0o700 }).catch((cause: unknown) => {
    throw new BackupFault(
      `${draft} can't be made (${(cause as Error).message}): another backup is under way, or remove it.`,
      {
        cause,
      },
    );
  });
  try {
    const manifest = await fill(options, draft);
    await writeFile(join(draft, MANIFEST), `${JSON.stringify(manifest, null, 2)}\n`, {
      mode: 0o600,
      flush: true,
    });
    for (const path of [join(draft, 'tables'), join(draft, 'files'), draft]) await flushFolder(path);
    await rm(folder, { recursive: true, force: true });
    await rename(draft, folder);
    await flushFolder(dirname(folder));
    return manifest;
  } catch (error) {
    await rm(draft, { recursive: true, force: true });
    throw error;
  }
}

async function fill(
  { place, program, withoutKeys, progress }: BackupOptions,
  draft: string,
): Promise<Manifest> {
  for (const part of ['tables', 'files']) await mkdir(join(draft, part), { mode: 0o700 });
  const database = await openDatabase(place);
  try {
    const client = await connectPlainly(database.url);
    try {
      const snapshot = await Snapshot.of(client);
      const createdAt = new Date().toISOString();
      const files = withoutKeys ? [] : await keepFiles(place, draft);
      if (!withoutKeys) await verifyKeys(client, draft, files);
      const tables = await copyAll(snapshot, draft, progress);
      const manifest: Manifest = {
        format: 1,
        program,
        createdAt,
        constitutionalHash: CONSTITUTIONAL_HASH,
        serverVersion: await snapshot.serverVersion(),
        migrations: await snapshot.migrations(),
        tables,
        partitions: await partitionsOf(client),
        sequences: await snapshot.sequences(),
        grants: await grantsOf(client),
        shape: await shapeOf(client),
        log: await snapshot.heads(),
        keys: withoutKeys ? 'elsewhere' : 'inside',
        files,
      };
      await snapshot.end();
      return manifest;
    } finally {
      await client.end();
    }
  } finally {
    await database.close();
  }
}

async function copyAll(
  snapshot: Snapshot,
  draft: string,
  progress: (text: string) => void,
): Promise<BackedUpTable[]> {
  const copied: BackedUpTable[] = [];
  for (const [index, table] of snapshot.tables.entries()) {
    progress(
      `${String(index + 1)} of ${String(snapshot.tables.length)} tables: ${table.schema}.${table.name}`,
    );
    copied.push(await snapshot.copy(table, draft));
  }
  return copied;
}

/** So that a name in the folder outlives a power cut; not every system lets folders be opened. */
async function flushFolder(path: string): Promise<void> {
  const folder = await open(path).catch(() => null);
  await folder?.sync().catch(() => undefined);
  await folder?.close();
}
