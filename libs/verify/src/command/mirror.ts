import { edgeTiles, entriesPath, type ParsedCheckpoint, TILE_WIDTH, tilePath } from '@acgs/merkle';
import { rm, rmdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { type Trust } from '../core/trust.js';
import {
  type LogResult,
  type LogSource,
  NOTHING_READ,
  type OnProgress,
  verifyLog,
} from '../core/verify-log.js';
import { isMissing, readText, writeWhole } from './files.js';
import { MirrorSource } from './mirror-source.js';
import { seenCheckpoint } from './trust-files.js';
import { UndecidedError } from './undecided-error.js';

/**
 * Brings the copy of a log in a folder up to date: fetches the files that it lacks, and verifies all of it, old and new. The
 * checkpoint is written last and only when all under it is verified. A file that does not verify is taken out, to be fetched
 * again the next time.
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
  const last = (before?.size ?? -1) > (trust.last?.size ?? -1) ? before : trust.last;
  const result = await verifyLog(source, { ...trust, last }, NOTHING_READ, onProgress);
  if (result.faults.length > 0 || result.checkpoint === null) {
    for (const { path } of result.faults) await removeDoubtful(folder, path);
  } else {
    await writeWhole(join(folder, 'checkpoint'), result.note);
    if (before !== null) await removePartial(folder, before.size, result.checkpoint.size);
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

/** Where a tile and the entries below do not fit, either may be the wrong one. */
async function removeDoubtful(folder: string, path: string): Promise<void> {
  if (!path.startsWith('tile/')) return;
  await rm(join(folder, path), { force: true });
  await rm(join(folder, path.replace(/^tile\/0\//, 'tile/entries/')), { force: true });
}

/** Partial files that longer ones have taken the place of. */
async function removePartial(folder: string, before: number, now: number): Promise<void> {
  const kept = new Set(partialPaths(now));
  for (const path of partialPaths(before).filter((partial) => !kept.has(partial))) {
    await rm(join(folder, path), { force: true });
    // Stays where a longer part of the same tile is in it.
    await rmdir(dirname(join(folder, path))).catch(() => undefined);
  }
}

function partialPaths(size: number): string[] {
  const tiles = edgeTiles(size).map(({ level, index, width }) => tilePath(level, index, width));
  const width = size % TILE_WIDTH;
  return width === 0 ? tiles : [...tiles, entriesPath(Math.floor(size / TILE_WIDTH), width)];
}
