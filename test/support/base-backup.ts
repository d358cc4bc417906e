import { execFile } from 'node:child_process';
import { cp, mkdir, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { Client } from 'pg';

const run = promisify(execFile);
const LEFT_OUT = ['./pg_wal/*', './postmaster.pid', './postmaster.opts', './pg_replslot/*'];

/**
 * A copy of the folder of a `LocalPostgres` while it works: what changes under the copy is put right by the WAL, which is not
 * in it.
 */
export async function baseBackup(url: string, folder: string, to: string): Promise<void> {
  const client = new Client({ connectionString: url });
  await client.connect();
  await client.query(`SELECT pg_backup_start('base', true)`);
  await mkdir(join(to, 'data'), { recursive: true });
  const excluded = LEFT_OUT.map((path) => `--exclude=${path}`);
  const tar = ['-C', join(folder, 'data'), ...excluded, '-cf', join(to, 'base.tar'), '.'];
  await run('tar', tar).catch((error: unknown) => {
    if ((error as { code?: number }).code !== 1) throw error;
  });
  const { rows } = await client.query<{ labelfile: string }>('SELECT labelfile FROM pg_backup_stop()');
  await client.end();
  await run('tar', ['-C', join(to, 'data'), '-xpf', join(to, 'base.tar')]);
  await writeFile(join(to, 'data', 'backup_label'), rows[0]?.labelfile ?? '');
  await cp(join(folder, 'password'), join(to, 'password'));
  await ownedLike(folder, to);
}

/** Gives `to` the owner that the data folder of `folder` has. */
export async function ownedLike(folder: string, to: string): Promise<void> {
  const { uid, gid } = await stat(join(folder, 'data'));
  if (process.getuid?.() === 0) await run('chown', ['-R', `${String(uid)}:${String(gid)}`, to]);
}
