import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import { PROJECT_FOLDER } from '../../../tools/project-folder.js';
import type { CpuProfile } from './cpu-profile.js';

const WAIT_MILLISECONDS = 60_000;
const LOADED = pathToFileURL(
  join(PROJECT_FOLDER, 'dist', 'test', 'performance', 'profile', 'profiled-service.js'),
).href;

/** Where signals are, profiles of other processes can be begun and ended; Windows has none. */
export const canProfile = (): boolean => process.platform !== 'win32';

/** Profiles of processes that were started with `environment`. */
export class ServiceProfiles {
  private constructor(private readonly folder: string) {}

  static async prepare(): Promise<ServiceProfiles> {
    return new ServiceProfiles(await mkdtemp(join(tmpdir(), 'acgs-profiles-')));
  }

  get environment(): Record<string, string> {
    const { NODE_OPTIONS = '' } = process.env;
    return { NODE_OPTIONS: `${NODE_OPTIONS} --import=${LOADED}`.trim(), PROFILE_FOLDER: this.folder };
  }

  /** Resolves when all of them are being profiled. @throws Error when one is not within a minute */
  async begin(pids: readonly number[]): Promise<void> {
    await Promise.all(pids.map((pid) => this.signalled(pid, 'begun')));
  }

  /** In the order of the ids. @throws Error as `begin` */
  async end(pids: readonly number[]): Promise<CpuProfile[]> {
    const written = await Promise.all(pids.map((pid) => this.signalled(pid, 'cpuprofile')));
    return written.map((text) => JSON.parse(text) as CpuProfile);
  }

  async clear(): Promise<void> {
    await rm(this.folder, { recursive: true, force: true });
  }

  /** What the process writes into its file. */
  private async signalled(pid: number, ending: string): Promise<string> {
    const file = join(this.folder, `${String(pid)}.${ending}`);
    process.kill(pid, 'SIGUSR2');
    const end = Date.now() + WAIT_MILLISECONDS;
    while (!existsSync(file)) {
      if (Date.now() > end) throw new Error(`Process ${String(pid)} was not profiled.`);
      await pause(20);
    }
    const text = await readFile(file, 'utf8');
    await rm(file);
    return text;
  }
}
