import { spawnSync } from 'node:child_process';
import { mkdir, mkdtemp, rm, statfs, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { messageOf } from '../../../tools/command-line.js';

const GIBIBYTES = 4;
const SMALLEST_BYTES = 4096;

/** A file system of its own, in a file, that can be filled to its last block without harm to the machine's. */
export class SmallDisk {
  private constructor(private readonly home: string) {}

  /** @throws Error that says why, where this machine has none: it takes root, Linux, and a loop device */
  static async mount(gibibytes = GIBIBYTES): Promise<SmallDisk> {
    if (process.platform !== 'linux' || process.getuid?.() !== 0)
      throw new Error('mounting a small file system takes root on Linux');
    const home = await mkdtemp(join(tmpdir(), 'acgs-disk-'));
    const disk = new SmallDisk(home);
    try {
      await writeFile(disk.image, '');
      await truncate(disk.image, gibibytes * 2 ** 30);
      await mkdir(disk.folder);
      run('mkfs.ext4', '-q', '-m', '0', disk.image);
      run('mount', '-o', 'loop', disk.image, disk.folder);
    } catch (error) {
      await rm(home, { recursive: true });
      throw new Error(`no small file system can be mounted: ${messageOf(error)}`, { cause: error });
    }
    return disk;
  }

  get folder(): string {
    return join(this.home, 'disk');
  }

  /** Leaves no block free, or next to none: what is written meanwhile goes on until it finds none. */
  async fill(): Promise<void> {
    await mkdir(this.ballast, { recursive: true });
    let bytes = await this.free();
    for (let n = 0; bytes >= SMALLEST_BYTES; n++) {
      const isTaken =
        spawnSync('fallocate', ['-l', String(bytes), join(this.ballast, String(n))]).status === 0;
      bytes = isTaken ? await this.free() : Math.floor(bytes / 2);
    }
  }

  /** Gives back what was taken. */
  async empty(): Promise<void> {
    await rm(this.ballast, { recursive: true, force: true });
  }

  async unmount(): Promise<void> {
    run('umount', this.folder);
    await rm(this.home, { recursive: true });
  }

  private get image(): string {
    return join(this.home, 'image');
  }

  private get ballast(): string {
    return join(this.folder, 'ballast');
  }

  private async free(): Promise<number> {
    const { bavail, bsize } = await statfs(this.folder);
    return bavail * bsize;
  }
}

function run(program: string, ...parts: readonly string[]): void {
  const { status, stderr, error } = spawnSync(program, parts, { encoding: 'utf8' });
  if (status !== 0) throw new Error(error?.message ?? `${program}: ${stderr.trim()}`);
}
