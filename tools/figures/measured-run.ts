import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { PROJECT_FOLDER } from '../project-folder.js';
import { argumentsOf } from './figure-commands.js';
import { type KeptRun, lineIn } from './kept-runs.js';

const SAID_OF_A_FAILURE = 400;

/** A command ended without figures, and what it said. */
export class NoFiguresError extends Error {}

/** Runs a measuring command in a process of its own, a missed reach or not. @throws NoFiguresError */
export async function measuredRun(command: string): Promise<KeptRun> {
  const began = new Date();
  const parameters = [join('tools', 'run.mjs'), ...argumentsOf(command), '--json'];
  const child = spawn(process.execPath, parameters, {
    cwd: PROJECT_FOLDER,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let [output, errors] = ['', ''];
  child.stdout.setEncoding('utf8').on('data', (text: string) => (output += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (errors += text));
  const [code] = (await once(child, 'close')) as [number | null];
  if (code === null || code > 128) process.exit(code ?? 1);
  const line = lineIn(output);
  if (line === null) throw new NoFiguresError(errors.trim().slice(-SAID_OF_A_FAILURE));
  return { began: began.toISOString(), seconds: (Date.now() - began.getTime()) / 1000, line };
}
