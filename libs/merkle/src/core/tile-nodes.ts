import { TILE_WIDTH } from './tile-path.js';
import { HASH_BYTES, perfectRoot } from './tree-hash.js';

/** All nodes of a full tile: its 256 hashes, then the 128 above them, and so on up to its root. */
const known = new WeakMap<Uint8Array, Buffer>();

/**
 * Root of the perfect subtree over `count` hashes of a tile, from the number `first` on. The inner nodes of full tiles are
 * kept as long as the tile's own bytes are, so that proofs from tiles in memory hash next to nothing.
 */
export function subtreeRoot(tile: Uint8Array, first: number, count: number): Buffer {
  if (count === 1 || tile.length < TILE_WIDTH * HASH_BYTES) return perfectRoot(tile, first, count);
  const nodes = nodesOf(tile);
  // Levels of 256, 128 ... hashes stand one after the other: the level of `count` begins after 512 - 512 / count of them.
  const at = (2 * TILE_WIDTH - (2 * TILE_WIDTH) / count + first / count) * HASH_BYTES;
  return nodes.subarray(at, at + HASH_BYTES);
}

function nodesOf(tile: Uint8Array): Buffer {
  const kept = known.get(tile);
  if (kept !== undefined) return kept;
  const nodes = Buffer.alloc((2 * TILE_WIDTH - 1) * HASH_BYTES);
  nodes.set(tile);
  for (let node = TILE_WIDTH; node < 2 * TILE_WIDTH - 1; node += 1) {
    nodes.set(perfectRoot(nodes, (node - TILE_WIDTH) * 2, 2), node * HASH_BYTES);
  }
  known.set(tile, nodes);
  return nodes;
}
