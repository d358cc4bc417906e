import { spawnSync } from 'node:child_process';
import { availableParallelism } from 'node:os';

/** Where the server under test runs; all else keeps to the other cores. */
const SERVER_CORE = '0';
/** Counted before anything is pinned: afterwards Node counts only the cores that this process may still use. */
const CORES = availableParallelism();

/** Whether a server can have a core of its own here: with Linux' `taskset` and two cores at least. */
export const canPin = CORES > 1 && spawnSync('taskset', ['--version']).status === 0;

/** Puts all threads of a process on the server's core. */
export function pinServer(pid: number): void {
  pin(pid, SERVER_CORE);
}

/** Keeps all threads of this process and of those that it starts from now on off the server's core. */
export function pinTheRest(): void {
  pin(process.pid, `1-${String(CORES - 1)}`);
}

function pin(pid: number, cores: string): void {
  if (!canPin) return;
  const { status, stderr } = spawnSync('taskset', ['-acp', cores, String(pid)], { encoding: 'utf8' });
  if (status !== 0) throw new Error(`Process ${String(pid)} can't be kept to core ${cores}: ${stderr}`);
}
