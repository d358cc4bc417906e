import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { ServiceName } from '../../tools/installation/service-process.js';

const ROOT = join(import.meta.dirname, '..', '..');

interface LogLine {
  readonly msg: string;
  readonly waitMs?: number;
}

/** A built service in a process of its own, as `node` starts it: with its log, its exit code, and its workers' ids. */
export class BuiltService {
  readonly log: LogLine[] = [];
  /** Its process is gone; those of its workers may be left. */
  readonly exited: Promise<void>;
  /** With its exit code, when nothing of it is left that could write to its log. */
  readonly ended: Promise<number | null>;
  errors = '';
  private readonly child: ChildProcess;
  private readonly ready: Promise<string>;

  constructor(name: ServiceName, environment: Readonly<Record<string, string>>, folder = ROOT) {
    this.child = spawn(process.execPath, [join(folder, 'dist', 'apps', name, 'src', 'main.js')], {
      cwd: folder,
      env: { PATH: process.env.PATH, HOST: '127.0.0.1', PORT: '0', ...environment },
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
      detached: true,
    });
    let rest = '';
    this.child.stdout?.on('data', (chunk: Buffer) => {
      const lines = (rest + chunk.toString()).split('\n');
      rest = lines.pop() ?? '';
      this.log.push(...lines.map((line) => JSON.parse(line) as LogLine));
    });
    this.child.stderr?.on('data', (chunk: Buffer) => (this.errors += chunk.toString()));
    this.exited = new Promise((resolve) => {
      this.child.once('exit', () => {
        resolve();
      });
    });
    this.ended = new Promise((resolve) => this.child.once('close', resolve));
    this.ready = new Promise((resolve) => {
      this.child.once('message', (message: { ready: string }) => {
        resolve(message.ready);
      });
    });
  }

  get pid(): number {
    return this.child.pid ?? 0;
  }

  /** Where it listens, once it does. */
  async url(): Promise<string> {
    const failed = this.ended.then((code) => {
      throw new Error(`ended with ${String(code)}: ${this.errors}`);
    });
    failed.catch(() => undefined);
    return Promise.race([this.ready, failed]);
  }

  kill(signal: NodeJS.Signals): void {
    this.child.kill(signal);
  }

  /** Ends it with all of its workers, if there is anything left. */
  async destroy(): Promise<void> {
    try {
      process.kill(-this.pid, 'SIGKILL');
    } catch {
      // Nothing is left.
    }
    await this.ended;
  }

  /** Resolves when as many lines of the log say this. */
  async logged(text: string, times = 1): Promise<LogLine[]> {
    for (;;) {
      const lines = this.log.filter(({ msg }) => msg.includes(text));
      if (lines.length >= times) return lines;
      await pause(20);
    }
  }
}

/** The processes that this one has started. */
export function workersOf(pid: number): number[] {
  const table = execFileSync('ps', ['-A', '-o', 'pid=,ppid=,stat='], { encoding: 'utf8' });
  return table
    .split('\n')
    .map((line) => line.trim().split(/\s+/))
    .filter(([, parent, status]) => Number(parent) === pid && status?.startsWith('Z') === false)
    .map(([child]) => Number(child));
}

/** Resolves when none of these processes is left. */
export async function allGone(pids: readonly number[]): Promise<void> {
  while (pids.some(isAlive)) await pause(20);
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}
