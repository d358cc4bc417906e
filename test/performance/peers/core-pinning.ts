import { spawnSync } from 'node:child_process';
import { availableParallelism } from 'node:os';

/** Where the server under test runs; all else keeps to the other cores. */
const SERVER_CORE = '0';
const others = (): string => `1-${String(availableParallelism() - 1)}`;

/** Whether a server can have a core of its own here: with Linux' `taskset` and two cores at least. */
export const canPin = (): boolean =>
  availableParallelism() > 1 && spawnSync('taskset', ['--version']).status === 0;

/** Puts all threads of a process on the server's core. */
export function pinServer(pid: number): void {
  if (canPin()) spawnSync('taskset', ['-acp', SERVER_CORE, String(pid)]);
}

/** Keeps all threads of this process and of those that it starts from now on off the server's core. */
export function pinTheRest(): void {
  if (canPin()) spawnSync('taskset', ['-acp', others(), String(process.pid)]);
}
