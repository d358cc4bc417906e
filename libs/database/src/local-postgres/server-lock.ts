import { execFile } from 'node:child_process';
import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

/**
 * The port of the server that runs on this data folder; null when none does. A lock file whose process is gone, or is
 * another program that was given the same number since, is removed.
 */
export async function runningPort(dataFolder: string): Promise<number | null> {
  const port = await lockedPort(dataFolder);
  if (port === null) await rm(lockFile(dataFolder), { force: true });
  return port;
}

/** The same, and the lock file is left as it is. */
export async function lockedPort(dataFolder: string): Promise<number | null> {
  const lock = await readFile(lockFile(dataFolder), 'utf8').catch(() => null);
  if (lock === null) return null;
  const [pid, , , port] = lock.split('\n');
  return (await isPostgres(Number(pid))) ? Number(port) : null;
}

const lockFile = (dataFolder: string): string => join(dataFolder, 'postmaster.pid');

/** Whether the process that started the server, and is to stop it, is another one that still lives. */
export async function isOwnedByAnother(root: string): Promise<boolean> {
  const owner = Number(await readFile(ownerFile(root), 'utf8').catch(() => '0'));
  return owner !== process.pid && isAlive(owner);
}

export const own = (root: string): Promise<void> => writeFile(ownerFile(root), String(process.pid));

export const disown = (root: string): Promise<void> => rm(ownerFile(root), { force: true });

const ownerFile = (root: string): string => join(root, 'owner.pid');

async function isPostgres(pid: number): Promise<boolean> {
  if (!isAlive(pid)) return false;
  const command = await commandLine(pid).catch(() => 'postgres');
  return command.includes('postgres');
}

async function commandLine(pid: number): Promise<string> {
  if (process.platform === 'linux') return readFile(`/proc/${String(pid)}/cmdline`, 'utf8');
  const { stdout } = await run('ps', ['-o', 'command=', '-p', String(pid)]);
  return stdout;
}

function isAlive(pid: number): boolean {
  try {
    return Number.isInteger(pid) && pid > 0 && process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
