import { TreeRangeError } from './merkle.errors.js';

/** Hashes in a full tile, entries in a full bundle (C2SP tlog-tiles). */
export const TILE_WIDTH = 256;

/** A bundle of entries: which one, and how many of its entries. */
export interface BundleId {
  readonly index: number;
  readonly width: number;
}

/** A tile: its level, which one of that level, and how many of its hashes. */
export interface TileId extends BundleId {
  readonly level: number;
}

const LEVELS = 64;
const NUMBER = '(?<number>(?:x[0-9]{3}/){0,5}[0-9]{3})(?:\\.p/(?<width>[1-9][0-9]{0,2}))?$';
const TILE = new RegExp(`^tile/(?<level>0|[1-9][0-9]?)/${NUMBER}`);
const BUNDLE = new RegExp(`^tile/entries/${NUMBER}`);

/**
 * Path of a tile below the prefix of its log, as in `tile/0/x001/234.p/7` (C2SP tlog-tiles).
 *
 * @throws TreeRangeError for a level beyond 63, an index beyond 2^53 - 1 or a width that is not one of 1 to 256.
 */
export function tilePath(level: number, index: number, width: number = TILE_WIDTH): string {
  if (!Number.isInteger(level) || level < 0 || level >= LEVELS) {
    throw new TreeRangeError(`${level} is no level of tiles: they go from 0 to 63`);
  }
  return `tile/${level}/${numberPath(index, width)}`;
}

/**
 * Path of a bundle of entries, as in `tile/entries/x001/234` (C2SP tlog-tiles).
 *
 * @throws TreeRangeError for an index beyond 2^53 - 1 or a width that is not one of 1 to 256.
 */
export function entriesPath(index: number, width: number = TILE_WIDTH): string {
  return `tile/entries/${numberPath(index, width)}`;
}

/** The tile that a path names, or null when it names none: each tile has one spelling alone. */
export function parseTilePath(path: string): TileId | null {
  const groups = TILE.exec(path)?.groups;
  const level = Number(groups?.level);
  const bundle = numberOf(groups);
  return bundle === null || level >= LEVELS ? null : { level, ...bundle };
}

/** The bundle of entries that a path names, or null when it names none: each bundle has one spelling alone. */
export function parseEntriesPath(path: string): BundleId | null {
  return numberOf(BUNDLE.exec(path)?.groups);
}

function numberPath(index: number, width: number): string {
  if (!Number.isSafeInteger(index) || index < 0) throw new TreeRangeError(`${index} is no index of a tile`);
  if (!Number.isInteger(width) || width < 1 || width > TILE_WIDTH) {
    throw new TreeRangeError(`${width} is no width of a tile: it goes from 1 to ${TILE_WIDTH}`);
  }
  const digits = String(index);
  const padded = digits.padStart(Math.ceil(digits.length / 3) * 3, '0');
  const path = padded.replace(/[0-9]{3}(?=[0-9])/g, 'x$&/');
  return width === TILE_WIDTH ? path : `${path}.p/${width}`;
}

function numberOf(groups: Record<string, string | undefined> | undefined): BundleId | null {
  const number = groups?.number;
  if (number === undefined || number.startsWith('x000/')) return null;
  const index = Number(number.replace(/[x/]/g, ''));
  const width = groups?.width === undefined ? TILE_WIDTH : Number(groups.width);
  if (!Number.isSafeInteger(index) || (groups?.width !== undefined && width >= TILE_WIDTH)) return null;
  return { index, width };
}
