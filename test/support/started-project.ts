import { freePort } from '@acgs/database';
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

const START = join(import.meta.dirname, '..', '..', 'dist', 'tools', 'start.js');
const PORTS = [
  'API_GATEWAY',
  'AUTH_SERVICE',
  'CONSTITUTIONAL_CORE',
  'GOVERNANCE_ENGINE',
  'INTEGRITY_SERVICE',
  'EC_SERVICE',
];

/** What `npm start` does in an empty folder of its own, on free ports. */
export class StartedProject {
  /** On stdout and stderr, of the command and of all services. */
  said = '';
  private readonly ended: Promise<number | null>;

  private constructor(
    readonly home: string,
    /** Of the gateway. */
    readonly url: string,
    private readonly child: ChildProcess,
  ) {
    this.ended = new Promise((resolve) => child.once('exit', resolve));
    for (const stream of [child.stdout, child.stderr])
      stream?.on('data', (chunk: Buffer) => (this.said += chunk.toString()));
  }

  static async start(environment: Readonly<Record<string, string>>): Promise<StartedProject> {
    const home = await mkdtemp(join(tmpdir(), 'acgs-start-'));
    const ports = await Promise.all(PORTS.map(async (name) => [`${name}_PORT`, String(await freePort())]));
    const env = Object.fromEntries(ports) as Record<string, string>;
    const child = spawn(process.execPath, [START], {
      env: { PATH: process.env.PATH, ...env, ACGS_HOME: home, ...environment },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    return new StartedProject(home, `http://127.0.0.1:${env.API_GATEWAY_PORT ?? ''}`, child);
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
