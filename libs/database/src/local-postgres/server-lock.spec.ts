import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { disown, isOwnedByAnother, own, runningPort } from './server-lock.js';

describe('the lock of a local PostgreSQL', () => {
  let folder = '';
  const writeLock = (pid: number): Promise<void> =>
    writeFile(join(folder, 'postmaster.pid'), `${String(pid)}\n${folder}\n1700000000\n5433\n`);

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'acgs-lock-'));
  });

  afterEach(() => rm(folder, { recursive: true, force: true }));

  it('names no port where there is no lock', async () => {
    await expect(runningPort(folder)).resolves.toBeNull();
  });

  it('removes the lock of a process that is gone', async () => {
    await writeLock(await pidOfTheDead());
    await expect(runningPort(folder)).resolves.toBeNull();
    await expect(readFile(join(folder, 'postmaster.pid'))).rejects.toThrow('ENOENT');
  });

  it('removes a lock whose number another program was given since', async () => {
    await writeLock(process.pid);
    await expect(runningPort(folder)).resolves.toBeNull();
    await expect(readFile(join(folder, 'postmaster.pid'))).rejects.toThrow('ENOENT');
  });

  it('takes over from an owner who is gone, and from itself', async () => {
    await expect(isOwnedByAnother(folder)).resolves.toBe(false);
    await own(folder);
    await expect(isOwnedByAnother(folder)).resolves.toBe(false);
    await writeFile(join(folder, 'owner.pid'), String(await pidOfTheDead()));
    await expect(isOwnedByAnother(folder)).resolves.toBe(false);
  });

  it('leaves the server to an owner who lives', async () => {
    await writeFile(join(folder, 'owner.pid'), String(process.ppid));
    await expect(isOwnedByAnother(folder)).resolves.toBe(true);
    await disown(folder);
    await expect(isOwnedByAnother(folder)).resolves.toBe(false);
  });
});

async function pidOfTheDead(): Promise<number> {
  const child = spawn(process.execPath, ['--version'], { stdio: 'ignore' });
  await once(child, 'exit');
  return child.pid ?? 0;
}
