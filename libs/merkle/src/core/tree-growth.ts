import { MalformedError } from './merkle.errors.js';
import { TILE_WIDTH, type TileId, tilePath } from './tile-path.js';
import { EMPTY_ROOT, HASH_BYTES, nodeHash, perfectRoot } from './tree-hash.js';
import { perfectSubtrees, requireTreeSize } from './tree-size.js';

/** A tile with all the hashes it has so far, 32 bytes each: 1 to 256 of them. */
export interface EdgeTile {
  readonly level: number;
  readonly index: number;
  readonly hashes: Buffer;
}

/** A tree after leaves were appended. */
export interface GrownTree {
  readonly size: number;
  /** Computed when it is first asked for: up to 255 node hashes for each level. */
  readonly root: Buffer;
  /** All tiles that are new or changed, each whole; a tile that became full is among them with its 256 hashes. */
  readonly tiles: EdgeTile[];
}

/**
 * The partial tiles at the right edge of a tree of `size` leaves, with widths of 1 to 255, from the leaves up: all that a
 * writer needs to go on. A level whose last tile is full is not among them.
 *
 * @throws TreeRangeError when no tree has this size.
 */
export function edgeTiles(size: number): TileId[] {
  requireTreeSize(size);
  const tiles: TileId[] = [];
  for (let [level, hashes] = [0, size]; hashes > 0; [level, hashes] = [level + 1, upwards(hashes)]) {
    const width = hashes % TILE_WIDTH;
    if (width > 0) tiles.push({ level, index: upwards(hashes), width });
  }
  return tiles;
}

/**
 * Appends leaves, given by their hashes, each alone or all one after the other, to the tree of `size` leaves whose partial
 * tiles are `edge`. One node hash for each leaf; no argument is changed.
 *
 * @throws TreeRangeError when no tree has this size, before or after.
 * @throws MalformedError when `edge` is not what `edgeTiles(size)` asks for, or a leaf's hash is not 32 bytes long.
 */
export function growTree(
  size: number,
  edge: readonly EdgeTile[],
  leafHashes: Uint8Array | readonly Uint8Array[],
): GrownTree {
  const hashes = leafHashes instanceof Uint8Array ? leafHashes : joined(leafHashes);
  const grown = size + hashes.length / HASH_BYTES;
  requireTreeSize(grown);
  const growth = new Growth(size, edge);
  growth.append(0, hashes);
  return {
    size: grown,
    get root() {
      return growth.root();
    },
    tiles: growth.changed(),
  };
}

function joined(hashes: readonly Uint8Array[]): Buffer {
  if (hashes.some(({ length }) => length !== HASH_BYTES)) {
    throw new MalformedError('tile', 'a hash is 32 bytes long');
  }
  return Buffer.concat(hashes);
}

/** The last tile of a level, with room for all of its hashes. */
interface OpenTile {
  index: number;
  hashes: Buffer;
  width: number;
  changed: boolean;
}

class Growth {
  private readonly levels: OpenTile[] = [];
  private readonly full: EdgeTile[] = [];
  private computed: Buffer | null = null;

  constructor(size: number, edge: readonly EdgeTile[]) {
    const wanted = edgeTiles(size);
    const given = new Map(edge.map((tile) => [tilePath(tile.level, tile.index), tile.hashes]));
    if (given.size !== wanted.length) throw new MalformedError('tile', `not the edge of ${size} leaves`);
    for (let [level, hashes] = [0, size]; hashes > 0; [level, hashes] = [level + 1, upwards(hashes)]) {
      this.levels.push({ index: upwards(hashes), hashes: Buffer.alloc(0), width: 0, changed: false });
    }
    for (const { level, index, width } of wanted) {
      const hashes = given.get(tilePath(level, index));
      if (hashes?.length !== width * HASH_BYTES) {
        throw new MalformedError('tile', `${tilePath(level, index, width)} is missing or has a wrong length`);
      }
      this.levels[level] = { index, hashes, width, changed: false };
    }
  }

  append(level: number, hashes: Uint8Array): void {
    for (let at = 0; at < hashes.length;) {
      const tile = this.tileOf(level);
      const end = Math.min(hashes.length, at + (TILE_WIDTH - tile.width) * HASH_BYTES);
      tile.hashes.set(hashes.subarray(at, end), tile.width * HASH_BYTES);
      tile.width += (end - at) / HASH_BYTES;
      at = end;
      if (tile.width === TILE_WIDTH) this.close(level, tile);
    }
  }

  changed(): EdgeTile[] {
    const partial = this.levels.flatMap(({ index, hashes, width, changed }, level) =>
      changed ? [{ level, index, hashes: hashes.subarray(0, width * HASH_BYTES) }] : [],
    );
    return [...this.full, ...partial];
  }

  root(): Buffer {
    return (this.computed ??= this.computedRoot());
  }

  private computedRoot(): Buffer {
    const parts = this.levels.toReversed().flatMap(({ hashes, width }) =>
      perfectSubtrees({ start: 0, end: width }).map(({ height, index }) => {
        const count = 2 ** height;
        return perfectRoot(hashes, index * count, count);
      }),
    );
    return parts.length === 0 ? EMPTY_ROOT : parts.reduceRight((right, left) => nodeHash(left, right));
  }

  private close(level: number, { index, hashes }: OpenTile): void {
    this.full.push({ level, index, hashes });
    this.levels[level] = { index: index + 1, hashes: Buffer.alloc(0), width: 0, changed: false };
    this.append(level + 1, perfectRoot(hashes, 0, TILE_WIDTH));
  }

  private tileOf(level: number): OpenTile {
    const tile = (this.levels[level] ??= { index: 0, hashes: Buffer.alloc(0), width: 0, changed: false });
    if (!tile.changed) {
      const hashes = Buffer.alloc(TILE_WIDTH * HASH_BYTES);
      hashes.set(tile.hashes);
      Object.assign(tile, { hashes, changed: true });
    }
    return tile;
  }
}

const upwards = (hashes: number): number => Math.floor(hashes / TILE_WIDTH);
