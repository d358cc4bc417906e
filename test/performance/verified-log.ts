import type { LogKeys } from '@acgs/contracts';
import { runVerify } from '@acgs/verify';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ApiClient } from '../../tools/installation/api-client.js';
import { NotMeasurableError } from './measurement.js';

/** How many leaves `acgs-verify folder` finds right in a copy that `acgs-verify mirror` has made of a live log, and how many a second. */
export async function verifiedLog(
  origin: string,
  reader: ApiClient,
): Promise<{ leaves: number; rate: number }> {
  const folder = await mkdtemp(join(tmpdir(), 'acgs-log-'));
  try {
    const answer = await fetch(`${origin}/api/v1/integrity/keys`, { headers: reader.headers });
    const { keys } = (await answer.json()) as LogKeys;
    const known = keys.flatMap(({ verifierKey }) => ['--key', verifierKey]);
    await verified(['mirror', `${origin}/api/v1`, folder, '--token', reader.token, ...known]);
    const began = performance.now();
    const leaves = await verified(['folder', folder, ...known]);
    const rate = leaves / ((performance.now() - began) / 1000);
    await changeOneByte(join(folder, 'tile', 'entries', '000'));
    const { code } = await verify(['folder', folder, ...known]);
    if (code === 0)
      throw new NotMeasurableError('acgs-verify finds a log right in which a byte was changed.');
    return { leaves, rate };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Whoever verifies nothing is fast, too. */
async function changeOneByte(file: string): Promise<void> {
  const content = await readFile(file);
  content.writeUInt8(content.readUInt8(content.length - 1) ^ 1, content.length - 1);
  await writeFile(file, content);
}

/** How many leaves. */
async function verified(parameters: readonly string[]): Promise<number> {
  const { code, said } = await verify(parameters);
  if (code !== 0) throw new Error(`the log does not verify: ${said}`);
  return (JSON.parse(said) as { treeSize: number }).treeSize;
}

async function verify(parameters: readonly string[]): Promise<{ code: number; said: string }> {
  let said = '';
  const write = (text: string | Uint8Array): boolean => (said += String(text)) !== '';
  const surroundings = { stdout: { write }, stderr: { write, isTTY: false }, env: {} };
  const code = await runVerify([...parameters, '--json'], surroundings);
  return { code, said };
}
