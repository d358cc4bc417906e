import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';
import { pinServer } from './core-pinning.js';

const READY_MILLISECONDS = 60_000;

/** A server of others on one core, whose threads it is told to adapt to that. */
export class PeerProcess {
  private readonly child: ChildProcess;
  private errors = '';

  constructor(program: string, parameters: readonly string[]) {
    this.child = spawn(program, parameters, {
      env: { ...process.env, GOMAXPROCS: '1' },
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    this.child.stderr?.on('data', (chunk: Buffer) => {
      this.errors = (this.errors + chunk.toString()).slice(-2000);
    });
    this.child.on('error', (error) => {
      this.errors = error.message;
    });
  }

  /** Resolves when the address answers with a success. @throws Error with what the server says of its failure */
  async ready(url: string): Promise<void> {
    const end = Date.now() + READY_MILLISECONDS;
    while (Date.now() < end && this.child.exitCode === null && this.child.pid !== undefined) {
      const response = await fetch(url).catch(() => null);
      if (response?.ok === true) {
        pinServer(this.child.pid);
        return;
      }
      await pause(50);
    }
    await this.stop();
    throw new Error(`${this.child.spawnfile} does not start: ${this.errors.trim() || 'no answer'}`);
  }

  async stop(): Promise<void> {
    if (this.child.pid === undefined || this.child.exitCode !== null || this.child.signalCode !== null)
      return;
    this.child.kill('SIGKILL');
    await once(this.child, 'exit');
  }
}
