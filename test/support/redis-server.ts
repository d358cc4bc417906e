import { freePort } from '@acgs/database';
import { Redis } from 'ioredis';
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';

const PROGRAM = 'redis-server';

/** Debian has it as `redis-server`; npm has none. */
export const isRedisInstalled = (): boolean => spawnSync(PROGRAM, ['--version']).status === 0;

/** A real server of a test's or a command's own, which keeps nothing on disk. */
export class RedisServer {
  private control: Redis | null = null;

  private constructor(
    readonly port: number,
    private readonly settings: readonly string[],
    private process: ChildProcess,
  ) {}

  /** `settings` as on the command line: `['--maxmemory', '2mb']`. */
  static async start(settings: readonly string[] = []): Promise<RedisServer> {
    const port = await freePort();
    return new RedisServer(port, settings, await launch(port, settings));
  }

  get url(): string {
    return `redis://127.0.0.1:${String(this.port)}`;
  }

  /** Without a good-bye, as when the machine is gone. */
  async kill(): Promise<void> {
    this.control?.disconnect();
    this.control = null;
    if (this.process.exitCode !== null || this.process.signalCode !== null) return;
    this.process.kill('SIGKILL');
    await once(this.process, 'exit');
  }

  /** Empty, on the same port. */
  async restart(): Promise<void> {
    await this.kill();
    this.process = await launch(this.port, this.settings);
  }

  /** It accepts connections still, and answers nothing. */
  pause(): void {
    this.process.kill('SIGSTOP');
  }

  resume(): void {
    this.process.kill('SIGCONT');
  }

  async flush(): Promise<void> {
    await this.command('FLUSHALL');
  }

  /** One command, on a connection of its own. */
  async command(name: string, ...parts: string[]): Promise<unknown> {
    this.control ??= new Redis(this.url).on('error', () => undefined);
    return this.control.call(name, ...parts);
  }
}

async function launch(port: number, settings: readonly string[]): Promise<ChildProcess> {
  const fixed = ['--bind', '127.0.0.1', '--save', '', '--appendonly', 'no'];
  const child = spawn(PROGRAM, ['--port', String(port), ...fixed, ...settings], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const dieWithThisProcess = (): void => {
    child.kill('SIGKILL');
  };
  process.once('exit', dieWithThisProcess);
  child.once('exit', () => process.off('exit', dieWithThisProcess));
  const lines = createInterface(child.stdout);
  for await (const line of lines) {
    if (!line.includes('Ready to accept connections')) continue;
    child.stdout.resume();
    return child;
  }
  throw new Error(`redis-server did not start on port ${String(port)}`);
}
