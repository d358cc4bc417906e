import { edgeTiles, entriesPath, TILE_WIDTH, tilePath } from '@acgs/merkle';
import { readdir, rm, rmdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { isMissing } from './files.js';

/** Where a tile and the entries below do not fit, either may be the wrong one. */
export async function removeDoubtful(folder: string, path: string): Promise<void> {
  if (!path.startsWith('tile/')) return;
  await rm(join(folder, path), { force: true });
  await rm(join(folder, path.replace(/^tile\/0\//, 'tile/entries/')), { force: true });
}

/**
 * What a copy of `size` leaves has beyond its first `verified` ones. A fault above the lowest tiles tells which two tiles do not
 * fit, but not which of all that lies below them is wrong: nothing of it is kept, or it would be found wrong for ever.
 */
export async function removeUnverified(folder: string, verified: number, size: number): Promise<void> {
  const kept = new Set(partialPaths(verified));
  for (let level = 0, width = TILE_WIDTH; width / TILE_WIDTH <= size; level += 1, width *= TILE_WIDTH) {
    for (let index = Math.floor(verified / width); index * width < size; index += 1) {
      await removeTile(folder, tilePath(level, index), kept);
      if (level === 0) await removeTile(folder, entriesPath(index), kept);
    }
  }
}

/** The full one, and all parts but those that are kept. */
async function removeTile(folder: string, path: string, kept: ReadonlySet<string>): Promise<void> {
  await rm(join(folder, path), { force: true });
  for (const width of await namesIn(join(folder, `${path}.p`))) {
    if (!kept.has(`${path}.p/${width}`)) await rm(join(folder, `${path}.p`, width), { force: true });
  }
}

async function namesIn(folder: string): Promise<string[]> {
  try {
    return await readdir(folder);
  } catch (error) {
    if (isMissing(error)) return [];
    throw error;
  }
}

/** Partial files that longer ones have taken the place of. */
export async function removePartial(folder: string, before: number, now: number): Promise<void> {
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
