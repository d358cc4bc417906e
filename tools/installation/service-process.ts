import { type ChildProcess, fork } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { PROJECT_FOLDER } from '../project-folder.js';

export const SERVICES = [
  'auth-service',
  'constitutional-core',
  'integrity-service',
  'governance-engine',
  'ec-service',
  'api-gateway',
] as const;
export type ServiceName = (typeof SERVICES)[number];

export class ServiceStartFault extends Error {}

/** One service in a process of its own. It ends when this process does, however that comes about. */
export class ServiceProcess {
  private readonly child: ChildProcess;
  /** With its exit code; null when a signal ended it. */
  readonly ended: Promise<number | null>;
  private errors = '';
  private stopped = false;

  constructor(
    readonly name: ServiceName,
    environment: Readonly<Record<string, string>>,
    /** The built release that it is of. */
    release = PROJECT_FOLDER,
    /** Takes the lines of its log, which go to this process's output otherwise. */
    onLine?: (line: string) => void,
  ) {
    const program = join(release, 'dist', 'apps', name, 'src', 'main.js');
    this.child = fork(program, [], {
      env: { ...process.env, ...environment },
      // No source maps: Node reads the stack of every error that a stream ends with, and looking one up there takes the
      // service tens of milliseconds.
      execArgv: [],
      stdio: ['ignore', onLine === undefined ? 'inherit' : 'pipe', 'pipe', 'ipc'],
      // A Ctrl-C in the terminal would otherwise reach all services at once, and they have to end in their order.
      detached: true,
    });
    if (this.child.stdout !== null && onLine !== undefined)
      createInterface(this.child.stdout).on('line', onLine);
    this.child.stderr?.on('data', (chunk: Buffer) => {
      this.errors = (this.errors + chunk.toString()).slice(-4000);
    });
    this.ended = new Promise((resolve) => {
      this.child.once('exit', resolve);
    });
  }

  /** Resolves when the service listens. @throws ServiceStartFault with what the service says of its failure */
  async listening(): Promise<void> {
    const ready = new Promise<void>((resolve) => {
      this.child.once('message', () => {
        resolve();
      });
    });
    const failed = this.ended.then(() => {
      throw new ServiceStartFault(this.errors.trim() || `${this.name} ended without a word`);
    });
    await Promise.race([ready, failed]);
    this.child.stderr?.on('data', (chunk: Buffer) => process.stderr.write(chunk));
  }

  /** Calls back when the service ends without having been asked to. */
  onUnexpectedEnd(listener: () => void): void {
    void this.ended.then(() => {
      if (!this.stopped) listener();
    });
  }

  get pid(): number | undefined {
    return this.child.pid;
  }

  /** Has the service replace its workers, one by one. */
  restartWorkers(): void {
    this.child.kill('SIGHUP');
  }

  /** Asks the service to drain and end; insists after 30 s. A kill reaches its workers, too. */
  async stop(signal: 'SIGTERM' | 'SIGKILL' = 'SIGTERM'): Promise<void> {
    this.stopped = true;
    if (signal === 'SIGTERM') this.child.kill(signal);
    else this.signalAll('SIGKILL');
    const insist = setTimeout(() => {
      this.signalAll('SIGKILL');
    }, 30_000);
    await this.ended;
    clearTimeout(insist);
  }

  /** Reaches its workers, too: it leads a process group of its own. */
  signalAll(signal: NodeJS.Signals): void {
    const { pid } = this.child;
    if (pid === undefined || this.child.exitCode !== null || this.child.signalCode !== null) return;
    if (process.platform === 'win32') this.child.kill(signal);
    else process.kill(-pid, signal);
  }
}
