import { MalformedError, TreeRangeError } from './merkle.errors.js';
import { subtreeRoot } from './tile-nodes.js';
import { TILE_WIDTH, tilePath } from './tile-path.js';
import { EMPTY_ROOT, HASH_BYTES, nodeHash } from './tree-hash.js';
import { type LeafRange, perfectSubtrees, requireTreeSize, splitPoint, type Subtree } from './tree-size.js';

/** Where tiles come from: a database, a folder, a log's address. */
export interface TileSource {
  /**
   * The first `width` hashes of the tile, 32 bytes each; they are not changed afterwards. Where the same array is given
   * again, as from a cache, the nodes above its hashes are not computed again.
   */
  tile(level: number, index: number, width: number): Uint8Array | Promise<Uint8Array>;
}

const HEIGHT = 8;

/**
 * The proof that the leaf at `leafIndex` is in the tree of `treeSize` leaves (RFC 9162, section 2.1.3.1): at most 53
 * hashes, from the bottom up. Asks the source for each tile once, for all of them at the same time, and for two or three in
 * a tree of a million leaves.
 *
 * @throws TreeRangeError when the tree has no such leaf.
 * @throws MalformedError when a tile has not the length that was asked for.
 */
export async function inclusionProof(
  source: TileSource,
  leafIndex: number,
  treeSize: number,
): Promise<Buffer[]> {
  requireTreeSize(treeSize);
  if (!Number.isInteger(leafIndex) || leafIndex < 0 || leafIndex >= treeSize) {
    throw new TreeRangeError(`a tree of ${treeSize} leaves has no leaf ${leafIndex}`);
  }
  const siblings: LeafRange[] = [];
  let [start, end] = [0, treeSize];
  while (end - start > 1) {
    const split = start + splitPoint(end - start);
    siblings.push(leafIndex < split ? { start: split, end } : { start, end: split });
    if (leafIndex < split) end = split;
    else start = split;
  }
  return rangeRoots(source, treeSize, siblings.reverse());
}

/**
 * The proof that the tree of `size2` leaves begins with the tree of `size1` leaves (RFC 9162, section 2.1.4.1). Asks for
 * tiles as `inclusionProof` does.
 *
 * @throws TreeRangeError when `size1` is 0, for which there is no proof, or larger than `size2`.
 * @throws MalformedError when a tile has not the length that was asked for.
 */
export async function consistencyProof(source: TileSource, size1: number, size2: number): Promise<Buffer[]> {
  requireTreeSize(size2);
  if (!Number.isInteger(size1) || size1 < 1 || size1 > size2) {
    throw new TreeRangeError(`there is no proof from ${size1} to ${size2} leaves`);
  }
  const ranges: LeafRange[] = [];
  let [start, end] = [0, size2];
  while (end !== size1) {
    const split = start + splitPoint(end - start);
    ranges.push(size1 <= split ? { start: split, end } : { start, end: split });
    if (size1 <= split) end = split;
    else start = split;
  }
  // The old tree's last part is known to whoever checks only where it is the whole old tree.
  if (start > 0) ranges.push({ start, end });
  return rangeRoots(source, size2, ranges.reverse());
}

/**
 * Root of the tree of `size` leaves (RFC 6962, section 2.1), from its tiles at the right edge.
 *
 * @throws TreeRangeError when no tree has this size.
 * @throws MalformedError when a tile has not the length that was asked for.
 */
export async function treeRoot(source: TileSource, size: number): Promise<Buffer> {
  requireTreeSize(size);
  const [root = EMPTY_ROOT] = size === 0 ? [] : await rangeRoots(source, size, [{ start: 0, end: size }]);
  return root;
}

async function rangeRoots(source: TileSource, size: number, ranges: readonly LeafRange[]): Promise<Buffer[]> {
  const parts = ranges.map(perfectSubtrees);
  const places = parts.map((subtrees) => subtrees.map(placeOf));
  const tiles = await tilesOf(source, size, places.flat());
  return places.map((subtrees) =>
    subtrees
      .map(({ path, first, count }) => subtreeRoot(tiles.get(path) ?? EMPTY_ROOT, first, count))
      .reduceRight((right, left) => nodeHash(left, right)),
  );
}

/** Where a subtree's hash is found: `count` hashes of a tile, from the number `first` on. */
interface Place {
  readonly path: string;
  readonly level: number;
  readonly index: number;
  readonly first: number;
  readonly count: number;
}

function placeOf({ height, index }: Subtree): Place {
  const level = Math.floor(height / HEIGHT);
  const count = 2 ** (height % HEIGHT);
  const hash = index * count;
  const tile = Math.floor(hash / TILE_WIDTH);
  return { path: tilePath(level, tile), level, index: tile, first: hash % TILE_WIDTH, count };
}

async function tilesOf(
  source: TileSource,
  size: number,
  places: readonly Place[],
): Promise<Map<string, Uint8Array>> {
  const wanted = new Map(places.map((place) => [place.path, place]));
  const tiles = await Promise.all(
    [...wanted].map(async ([path, { level, index }]): Promise<[string, Uint8Array]> => {
      const width = Math.min(TILE_WIDTH, Math.floor(size / TILE_WIDTH ** level) - index * TILE_WIDTH);
      const tile = await source.tile(level, index, width);
      if (tile.length === width * HASH_BYTES) return [path, tile];
      const wrong = `${tilePath(level, index, width)} has ${tile.length} bytes, not ${width * HASH_BYTES}`;
      throw new MalformedError('tile', wrong);
    }),
  );
  return new Map(tiles);
}
