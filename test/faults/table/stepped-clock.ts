import { existsSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const LIBRARIES = ['x86_64-linux-gnu', 'aarch64-linux-gnu'].map(
  (machine) => `/usr/lib/${machine}/faketime/libfaketime.so.1`,
);

/** The clock on the wall of one process, which libfaketime sets; its monotonic clock goes on, as that of a machine does. */
export class SteppedClock {
  private constructor(
    private readonly folder: string,
    private readonly library: string,
  ) {}

  /** @throws Error that says so where libfaketime is not installed */
  static async create(): Promise<SteppedClock> {
    const library = LIBRARIES.find((path) => existsSync(path));
    if (library === undefined) throw new Error('libfaketime is not installed (Debian has it as `faketime`)');
    const clock = new SteppedClock(await mkdtemp(join(tmpdir(), 'acgs-clock-')), library);
    await clock.step(0);
    return clock;
  }

  /** For the process whose clock it is to be. */
  get environment(): Readonly<Record<string, string>> {
    return {
      LD_PRELOAD: this.library,
      FAKETIME_TIMESTAMP_FILE: this.file,
      FAKETIME_CACHE_DURATION: '1',
      DONT_FAKE_MONOTONIC: '1',
    };
  }

  /** Seconds from the machine's clock; the process sees it within a second. */
  async step(seconds: number): Promise<void> {
    await writeFile(this.file, `${seconds < 0 ? '-' : '+'}${String(Math.abs(seconds))}`);
  }

  async remove(): Promise<void> {
    await rm(this.folder, { recursive: true });
  }

  private get file(): string {
    return join(this.folder, 'offset');
  }
}
