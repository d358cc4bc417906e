import { createHash } from 'node:crypto';

const sha256 = (...parts: readonly Uint8Array[]): Buffer =>
  parts.reduce((hash, part) => hash.update(part), createHash('sha256')).digest();

/** RFC 6962, section 2.1, word for word: the reference that the fast code is held to. */
export class NaiveTree {
  readonly leaves: readonly Buffer[];
  private readonly roots = new Map<string, Buffer>();

  constructor(readonly entries: readonly Uint8Array[]) {
    this.leaves = entries.map((entry) => sha256(Buffer.of(0), entry));
  }

  root(start = 0, end: number = this.leaves.length): Buffer {
    if (start === end) return sha256();
    if (end - start === 1) return this.leaves[start] ?? sha256();
    const key = `${start}-${end}`;
    const known = this.roots.get(key);
    if (known !== undefined) return known;
    const split = start + splitOf(end - start);
    const root = sha256(Buffer.of(1), this.root(start, split), this.root(split, end));
    this.roots.set(key, root);
    return root;
  }

  inclusion(leaf: number, start = 0, end: number = this.leaves.length): Buffer[] {
    if (end - start === 1) return [];
    const split = start + splitOf(end - start);
    return leaf < split
      ? [...this.inclusion(leaf, start, split), this.root(split, end)]
      : [...this.inclusion(leaf, split, end), this.root(start, split)];
  }

  consistency(size1: number, size2: number, start = 0, whole = true): Buffer[] {
    if (size1 === size2) return whole ? [] : [this.root(start, size2)];
    const split = start + splitOf(size2 - start);
    return size1 <= split
      ? [...this.consistency(size1, split, start, whole), this.root(split, size2)]
      : [...this.consistency(size1, size2, split, false), this.root(start, split)];
  }

  /** Hashes of a tile, by their definition in C2SP tlog-tiles. */
  tile(level: number, index: number, width: number): Buffer {
    const leaves = 256 ** level;
    const first = index * 256;
    return Buffer.concat(
      Array.from({ length: width }, (_, i) => this.root((first + i) * leaves, (first + i + 1) * leaves)),
    );
  }
}

function splitOf(size: number): number {
  return 2 ** Math.ceil(Math.log2(size) - 1);
}
