import { freePort } from '@acgs/database';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { SERVICES } from '../../tools/installation/service-process.js';

const START = join(import.meta.dirname, '..', '..', 'dist', 'tools', 'start.js');

/** What `npm start` starts, on free ports, with what it has printed. */
export class NpmStart {
  private said = '';
  private readonly child: ChildProcess;
  private readonly ended: Promise<unknown>;

  private constructor(readonly environment: Readonly<Record<string, string>>) {
    this.child = spawn(process.execPath, [START], {
      env: { PATH: process.env.PATH, ...environment },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    this.ended = once(this.child, 'exit');
    this.child.stdout?.on('data', (chunk: Buffer) => (this.said += chunk.toString()));
  }

  /** Resolves when all of it is printed. */
  static async in(home: string): Promise<NpmStart> {
    const ports = await Promise.all(
      SERVICES.map(async (name) => [
        `${name.toUpperCase().replaceAll('-', '_')}_PORT`,
        String(await freePort()),
      ]),
    );
    const environment = { ...(Object.fromEntries(ports) as Record<string, string>), ACGS_HOME: home };
    const start = new NpmStart(environment);
    while (!start.said.includes('Ctrl-C stops everything.')) {
      if (start.child.exitCode !== null) throw new Error(`npm start has ended: ${start.said}`);
      await pause(20);
    }
    return start;
  }

  get gateway(): string {
    return `http://127.0.0.1:${this.environment.API_GATEWAY_PORT ?? ''}`;
  }

  /** That of the command which it prints. */
  get token(): string {
    return /Bearer ([^']+)'/.exec(this.said)?.[1] ?? '';
  }

  async stop(): Promise<void> {
    this.child.kill('SIGTERM');
    await this.ended;
  }
}
