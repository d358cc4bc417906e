import { HASH_BYTES, perfectRoot } from './tree-hash.js';

/** All nodes of a tile: its hashes, then the parents of each two of them, and so on as far as there are two. */
const known = new WeakMap<Uint8Array, Buffer>();

/**
 * Root of the perfect subtree over `count` hashes of a tile, from the number `first` on. The inner nodes of tiles are kept
 * as long as the tile's own bytes are, so that proofs from tiles in memory hash next to nothing.
 */
export function subtreeRoot(tile: Uint8Array, first: number, count: number): Buffer {
  if (count === 1) return perfectRoot(tile, first, count);
  const nodes = nodesOf(tile);
  let before = 0;
  let width = tile.length / HASH_BYTES;
  for (let span = 1; span < count; span *= 2) {
    before += width;
    width = Math.floor(width / 2);
  }
  const at = (before + first / count) * HASH_BYTES;
  return nodes.subarray(at, at + HASH_BYTES);
}

function nodesOf(tile: Uint8Array): Buffer {
  const kept = known.get(tile);
  if (kept !== undefined) return kept;
  const nodes = Buffer.alloc(2 * tile.length);
  nodes.set(tile);
  let [from, to] = [0, tile.length / HASH_BYTES];
  for (let width = to; width > 1; width = Math.floor(width / 2)) {
    for (let pair = 0; pair < Math.floor(width / 2); pair += 1) {
      nodes.set(perfectRoot(nodes, from + 2 * pair, 2), (to + pair) * HASH_BYTES);
    }
    [from, to] = [to, to + Math.floor(width / 2)];
  }
  known.set(tile, nodes);
  return nodes;
}
