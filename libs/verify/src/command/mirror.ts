import { type ParsedCheckpoint } from '@acgs/merkle';
import { join } from 'node:path';
import { type Trust } from '../core/trust.js';
import {
  type LogResult,
  type LogSource,
  NOTHING_READ,
  type OnProgress,
  verifyLog,
} from '../core/verify-log.js';
import { removeDoubtful, removePartial, removeUnverified } from './copied-files.js';
import { isMissing, readText, writeWhole } from './files.js';
import { MirrorSource } from './mirror-source.js';
import { seenCheckpoint } from './trust-files.js';
import { UndecidedError } from './undecided-error.js';

/**
 * Brings the copy of a log in a folder up to date: fetches the files that it lacks, and verifies all of it, old and new. The
 * checkpoint is written last and only when all under it is verified. A file that does not verify is taken out, to be fetched
 * again the next time, and with one above the lowest tiles all that was not verified before.
 *
 * @throws UndecidedError when the log cannot be reached, the folder not be written, or holds a copy of another log
 */
export async function mirror(
  log: LogSource,
  folder: string,
  trust: Trust,
  onProgress: OnProgress,
): Promise<LogResult & { readonly fetched: number }> {
  const before = await checkpointIn(folder, trust);
  const source = new MirrorSource(log, folder);
  const seen = before === null ? trust.seen : [...trust.seen, before];
  const result = await verifyLog(source, { ...trust, seen }, NOTHING_READ, onProgress);
  const { checkpoint, faults } = result;
  if (checkpoint !== null && faults.length === 0) {
    await writeWhole(join(folder, 'checkpoint'), result.note);
    if (before !== null) await removePartial(folder, before.size, checkpoint.size);
  }
  for (const { path } of faults) {
    await removeDoubtful(folder, path);
    if (checkpoint !== null && !isOfLeaves(path)) {
      await removeUnverified(folder, before?.size ?? 0, checkpoint.size);
    }
  }
  return { ...result, fetched: source.fetched };
}

async function checkpointIn(folder: string, trust: Trust): Promise<ParsedCheckpoint | null> {
  const file = join(folder, 'checkpoint');
  try {
    return seenCheckpoint(await readText(file), trust, file);
  } catch (error) {
    if (error instanceof UndecidedError && isMissing(error.cause)) return null;
    throw error;
  }
}

/** Whether a fault is where entries and their tile are, and nowhere above them. */
const isOfLeaves = (path: string): boolean => /^tile\/(?:0|entries)\//.test(path);
