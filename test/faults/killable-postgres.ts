import { LocalPostgres } from '@acgs/database';
import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** A PostgreSQL of one's own that can be killed as by the loss of its machine's power, but for the disk's cache. */
export class KillablePostgres {
  private changing: Promise<unknown> = Promise.resolve();
  private ended = false;

  constructor(
    private readonly folder: string,
    private readonly port: number,
    private readonly settings: Readonly<Record<string, string>> = {},
  ) {}

  /** Ends the postmaster and every process of its own with SIGKILL; resolves when they are gone. */
  async kill(): Promise<void> {
    if (this.ended) return;
    const postmaster = await this.postmaster();
    process.kill(postmaster, 'SIGSTOP');
    const processes = [postmaster, ...(await childrenOf(postmaster))];
    for (const pid of processes) sent(pid, 'SIGKILL');
    while ((await Promise.all(processes.map(isRunning))).includes(true)) await pause(5);
  }

  /** Asks the postmaster to end; resolves when it is gone. `fast` ends the transactions of others, `immediate` leaves it all to recovery. */
  async shutDown(mode: 'fast' | 'immediate'): Promise<void> {
    if (this.ended) return;
    const postmaster = await this.postmaster();
    process.kill(postmaster, mode === 'fast' ? 'SIGINT' : 'SIGQUIT');
    while (await isRunning(postmaster)) await pause(5);
  }

  /** All of its processes stand still; connections are accepted by the system, and nothing is answered. Gives what wakes them. */
  async pause(): Promise<() => void> {
    const postmaster = await this.postmaster();
    process.kill(postmaster, 'SIGSTOP');
    const processes = [postmaster, ...(await childrenOf(postmaster))];
    for (const pid of processes) sent(pid, 'SIGSTOP');
    return () => {
      for (const pid of processes.reverse()) sent(pid, 'SIGCONT');
    };
  }

  /** Starts it again on the same data and port; resolves when it takes connections. */
  async restart(): Promise<void> {
    if (this.ended) return;
    const starting = LocalPostgres.open(this.folder, { port: this.port, settings: this.settings });
    this.changing = starting.catch(() => undefined);
    await starting;
  }

  /** Resolves when nothing is under way; from then on it is neither killed nor started. */
  async end(): Promise<void> {
    this.ended = true;
    await this.changing;
  }

  private async postmaster(): Promise<number> {
    const [line] = (await readFile(join(this.folder, 'data', 'postmaster.pid'), 'utf8')).split('\n');
    return Number(line);
  }
}

function sent(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}

async function childrenOf(parent: number): Promise<number[]> {
  if (process.platform === 'linux') {
    const text = await readFile(`/proc/${String(parent)}/task/${String(parent)}/children`, 'utf8');
    return text.trim().split(' ').filter(Boolean).map(Number);
  }
  const { stdout } = await run('ps', ['-A', '-o', 'pid=,ppid=']);
  const rows = stdout.split('\n').map((line) => line.trim().split(/\s+/).map(Number));
  return rows.filter(([, ppid]) => ppid === parent).map(([pid]) => pid ?? 0);
}

/** On Linux a process that has ended, and that nobody has asked about, has no command line. */
async function isRunning(pid: number): Promise<boolean> {
  if (process.platform === 'linux') {
    return (await readFile(`/proc/${String(pid)}/cmdline`, 'utf8').catch(() => '')) !== '';
  }
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}
