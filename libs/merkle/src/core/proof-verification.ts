import { EMPTY_ROOT, HASH_BYTES, nodeHash } from './tree-hash.js';
import { isTreeSize } from './tree-size.js';

/** The claim that a leaf stands at an index of the tree with this size and root. */
export interface InclusionClaim {
  readonly leafIndex: number;
  readonly treeSize: number;
  readonly leafHash: Uint8Array;
  readonly proof: readonly Uint8Array[];
  readonly root: Uint8Array;
}

/** The claim that the tree of size2 begins with all the leaves of the tree of size1, in the same order. */
export interface ConsistencyClaim {
  readonly size1: number;
  readonly size2: number;
  readonly root1: Uint8Array;
  readonly root2: Uint8Array;
  readonly proof: readonly Uint8Array[];
}

/**
 * Whether the proof holds (RFC 9162, section 2.1.3.2). False, never an error, for whatever is wrong with it, sizes beyond
 * 2^53 - 1 included. One node hash for each hash of the proof.
 */
export function verifyInclusion({ leafIndex, treeSize, leafHash, proof, root }: InclusionClaim): boolean {
  if (!isTreeSize(leafIndex) || !isTreeSize(treeSize) || leafIndex >= treeSize) return false;
  if (!areHashes([leafHash, root, ...proof])) return false;
  let index = leafIndex;
  let last = treeSize - 1;
  let hash = leafHash;
  for (const sibling of proof) {
    if (last === 0) return false;
    if (index % 2 === 1 || index === last) {
      hash = nodeHash(sibling, hash);
      // The last node of a level without a partner moves up unhashed until it is somebody's right child.
      while (index % 2 === 0 && index !== 0) [index, last] = [half(index), half(last)];
    } else {
      hash = nodeHash(hash, sibling);
    }
    [index, last] = [half(index), half(last)];
  }
  return last === 0 && same(hash, root);
}

/**
 * Whether the proof holds (RFC 9162, section 2.1.4.2). False, never an error, for whatever is wrong with it. Trees of the
 * same size are consistent when their roots are equal and the proof is empty; the empty tree is consistent with itself
 * alone, since a proof from it would say nothing. Two node hashes for each hash of the proof.
 */
export function verifyConsistency({ size1, size2, root1, root2, proof }: ConsistencyClaim): boolean {
  if (!isTreeSize(size1) || !isTreeSize(size2) || size1 > size2) return false;
  if (!areHashes([root1, root2, ...proof])) return false;
  if (size1 === size2) {
    return proof.length === 0 && same(root1, root2) && (size1 > 0 || same(root1, EMPTY_ROOT));
  }
  if (size1 === 0) return false;
  return rootsFollow(size1, size2, proof, root1, root2);
}

function rootsFollow(
  size1: number,
  size2: number,
  proof: readonly Uint8Array[],
  root1: Uint8Array,
  root2: Uint8Array,
): boolean {
  let index = size1 - 1;
  let last = size2 - 1;
  while (index % 2 === 1) [index, last] = [half(index), half(last)];
  // Where the old tree is perfect, its root is the first hash, and no proof repeats it.
  const hashes = index === 0 ? [root1, ...proof] : proof;
  const [seed, ...siblings] = hashes;
  if (seed === undefined) return false;
  let [hash1, hash2] = [seed, seed];
  for (const sibling of siblings) {
    if (last === 0) return false;
    if (index % 2 === 1 || index === last) {
      hash1 = nodeHash(sibling, hash1);
      hash2 = nodeHash(sibling, hash2);
      while (index % 2 === 0 && index !== 0) [index, last] = [half(index), half(last)];
    } else {
      hash2 = nodeHash(hash2, sibling);
    }
    [index, last] = [half(index), half(last)];
  }
  return last === 0 && same(hash1, root1) && same(hash2, root2);
}

// Shifts of JavaScript cut numbers to 32 bits.
const half = (value: number): number => Math.floor(value / 2);

const areHashes = (hashes: readonly Uint8Array[]): boolean =>
  hashes.every(({ length }) => length === HASH_BYTES);

// Roots are public: nothing is learnt from how long a comparison takes.
const same = (one: Uint8Array, other: Uint8Array): boolean => Buffer.compare(one, other) === 0;
