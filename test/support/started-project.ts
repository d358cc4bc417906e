import { freePort } from '@acgs/database';
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { SERVICES } from '../../tools/installation/service-process.js';

const START = join(import.meta.dirname, '..', '..', 'dist', 'tools', 'start.js');
/** What `npm start` does, on free ports, in an empty folder of its own unless `ACGS_HOME` names one. */
export class StartedProject {
  /** On stdout and stderr, of the command and of all services. */
  said = '';
  private readonly ended: Promise<number | null>;

  private constructor(
    readonly home: string,
    /** Of the variables that it was started with, those that are ours. */
    readonly environment: Readonly<Record<string, string>>,
    private readonly child: ChildProcess,
  ) {
    this.ended = new Promise((resolve) => child.once('exit', resolve));
    for (const stream of [child.stdout, child.stderr])
      stream?.on('data', (chunk: Buffer) => (this.said += chunk.toString()));
  }

  static async start(environment: Readonly<Record<string, string>>): Promise<StartedProject> {
    const { ACGS_HOME: home = await mkdtemp(join(tmpdir(), 'acgs-start-')) } = environment;
    const ports = await Promise.all(SERVICES.map(async (name) => [portOf(name), String(await freePort())]));
    const own = { ...(Object.fromEntries(ports) as Record<string, string>), ...environment, ACGS_HOME: home };
    const child = spawn(process.execPath, [START], {
      env: { PATH: process.env.PATH, ...own },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    return new StartedProject(home, own, child);
  }

  /** Of the gateway. */
  get url(): string {
    return `http://127.0.0.1:${this.environment[portOf('api-gateway')] ?? ''}`;
  }

  /** Resolves when all services are there and it has printed the first command. */
  async ready(): Promise<void> {
    await this.until('Ctrl-C stops everything.');
  }

  /** That of the command which it prints. */
  get token(): string {
    return /Bearer ([^']+)'/.exec(this.said)?.[1] ?? '';
  }

  /** Resolves when it has said this. */
  async until(text: string): Promise<void> {
    while (!this.said.includes(text)) {
      if (this.child.exitCode !== null) throw new Error(`it has ended: ${this.said}`);
      await pause(20);
    }
  }

  /** To its exit code. */
  async stop(): Promise<number | null> {
    this.child.kill('SIGTERM');
    const code = await this.ended;
    await rm(this.home, { recursive: true, force: true });
    return code;
  }
}

const portOf = (service: string): string => `${service.toUpperCase().replaceAll('-', '_')}_PORT`;
