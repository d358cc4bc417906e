import { readdir, readFile } from 'node:fs/promises';
import { setTimeout as pause } from 'node:timers/promises';
import type { Reading } from './growth.js';

const EVERY_MILLISECONDS = 5000;
const KIBIBYTES = 1024;

export interface Watched {
  readonly name: string;
  /** Another one after a restart; none while it is away. */
  readonly pid: () => number | undefined;
}

/** Reads again and again what processes hold, from `/proc`. */
export class ProcessReadings {
  readonly readings: Reading[] = [];
  private readonly over = new AbortController();
  private readonly began = performance.now();
  private reading: Promise<void> = Promise.resolve();

  constructor(private readonly watched: readonly Watched[]) {}

  start(): void {
    this.reading = this.readOnAndOn();
  }

  async stop(): Promise<void> {
    this.over.abort();
    await this.reading;
  }

  private async readOnAndOn(): Promise<void> {
    const { signal } = this.over;
    while (!signal.aborted) {
      const minute = (performance.now() - this.began) / 60_000;
      for (const { name, pid } of this.watched) {
        const id = pid();
        const held = id === undefined ? null : await heldBy(id);
        if (id !== undefined && held !== null) this.readings.push({ name, pid: id, minute, ...held });
      }
      await pause(EVERY_MILLISECONDS, undefined, { signal }).catch(() => undefined);
    }
  }
}

/** Resident memory and open descriptors of a process; null when it is gone. */
export async function heldBy(pid: number): Promise<Pick<Reading, 'mebibytes' | 'descriptors'> | null> {
  try {
    const status = await readFile(`/proc/${String(pid)}/status`, 'utf8');
    const resident = /^VmRSS:\s+(\d+) kB$/m.exec(status)?.[1];
    const { length: descriptors } = await readdir(`/proc/${String(pid)}/fd`);
    return resident === undefined ? null : { mebibytes: Number(resident) / KIBIBYTES, descriptors };
  } catch {
    return null;
  }
}
