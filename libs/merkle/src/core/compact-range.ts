import { MalformedError } from './merkle.errors.js';
import { EMPTY_ROOT, HASH_BYTES, nodeHash } from './tree-hash.js';
import { requireTreeSize } from './tree-size.js';

/**
 * All that is needed of a tree to go on appending to it and to know its root: the roots of the perfect subtrees that it
 * consists of, the largest first. A tree of n leaves has as many as n has bits that are set, 53 at most.
 */
export class CompactRange {
  private constructor(
    private leaves: number,
    private readonly roots: Buffer[],
  ) {}

  /**
   * The range of a tree whose size and hashes were kept; `of(0, [])` is the empty one.
   *
   * @throws TreeRangeError when no tree has this size.
   * @throws MalformedError when the hashes are not as many as the size asks for, or one is not 32 bytes long.
   */
  static of(size: number, hashes: readonly Uint8Array[]): CompactRange {
    requireTreeSize(size);
    if (hashes.length !== bitsSet(size) || hashes.some(({ length }) => length !== HASH_BYTES)) {
      throw new MalformedError('range', `a tree of ${size} leaves has ${bitsSet(size)} hashes of 32 bytes`);
    }
    return new CompactRange(
      size,
      hashes.map((hash) => Buffer.from(hash)),
    );
  }

  get size(): number {
    return this.leaves;
  }

  get hashes(): readonly Buffer[] {
    return this.roots;
  }

  /** Adds a leaf, given by its hash. One node hash for each leaf on average, 53 at most. */
  append(leafHash: Uint8Array): void {
    let root: Buffer = Buffer.from(leafHash);
    for (let rest = this.leaves; rest % 2 === 1; rest = (rest - 1) / 2) {
      root = nodeHash(this.roots.pop() ?? EMPTY_ROOT, root);
    }
    this.roots.push(root);
    this.leaves += 1;
  }

  /** Root of the tree (RFC 6962, section 2.1). At most 52 node hashes. */
  root(): Buffer {
    if (this.leaves === 0) return EMPTY_ROOT;
    return this.roots.reduceRight((right, left) => nodeHash(left, right));
  }
}

function bitsSet(size: number): number {
  let bits = 0;
  for (let rest = size; rest > 0; rest = Math.floor(rest / 2)) bits += rest % 2;
  return bits;
}
