import {
  CompactRange,
  consistencyProof,
  type EdgeTile,
  edgeTiles,
  EMPTY_ROOT,
  type GrownTree,
  growTree,
  HASH_BYTES,
  inclusionProof,
  leafHash,
  MalformedError,
  nodeHash,
  TILE_WIDTH,
  type TileSource,
  TreeRangeError,
  treeRoot,
  verifyConsistency,
  verifyInclusion,
} from '@acgs/merkle';
import fc from 'fast-check';
import { NaiveTree } from './naive-tree.js';

const MOST = 5_000;
const tree = new NaiveTree(Array.from({ length: MOST }, (_, index) => Buffer.from(`entry ${index}`)));
const sizes = fc.oneof(fc.nat({ max: MOST }), fc.constantFrom(0, 1, 2, 255, 256, 257, 4095, 4096, 4097));
const pairs = fc.tuple(sizes, sizes).map(([a, b]): [number, number] => [Math.min(a, b), Math.max(a, b)]);
const edgeOf = (size: number): EdgeTile[] =>
  edgeTiles(size).map(({ level, index, width }) => ({
    level,
    index,
    hashes: tree.tile(level, index, width),
  }));

class Recorded implements TileSource {
  readonly asked: string[] = [];

  tile(level: number, index: number, width: number): Buffer {
    this.asked.push(`${level}/${index}`);
    return tree.tile(level, index, width);
  }
}

it('hashes nodes and leaves, long ones too, as the naive tree does', () => {
  const long = Buffer.alloc(70_000, 7);

  expect(leafHash(long)).toEqual(new NaiveTree([long]).root());
  expect(nodeHash(tree.leaves[0]!, tree.leaves[1]!)).toEqual(tree.root(0, 2));
  expect(() => nodeHash(Buffer.alloc(31), Buffer.alloc(33))).toThrow(MalformedError);
});

it('grows a compact range through every size, with the root of each', () => {
  const range = CompactRange.of(0, []);
  const wrong = [];
  for (let size = 0; size < MOST; size += 1) {
    if (!range.root().equals(tree.root(0, size))) wrong.push(size);
    range.append(tree.leaves[size]!);
  }

  expect(wrong).toEqual([]);
  expect(range.size).toBe(MOST);
});

it('goes on from a compact range that was kept', () => {
  fc.assert(
    fc.property(pairs, ([from, to]) => {
      const kept = CompactRange.of(0, []);
      for (const leaf of tree.leaves.slice(0, from)) kept.append(leaf);
      const range = CompactRange.of(kept.size, kept.hashes);
      for (const leaf of tree.leaves.slice(from, to)) range.append(leaf);

      expect(range.root()).toEqual(tree.root(0, to));
    }),
    { numRuns: 30 },
  );
  expect(() => CompactRange.of(3, [EMPTY_ROOT])).toThrow(MalformedError);
  expect(() => CompactRange.of(2, [Buffer.alloc(HASH_BYTES - 1)])).toThrow(MalformedError);
  expect(() => CompactRange.of(2 ** 53, [])).toThrow(TreeRangeError);
});

it('makes inclusion proofs from tiles that equal the naive ones and verify, asking for each tile once', async () => {
  await fc.assert(
    fc.asyncProperty(sizes, fc.nat(), async (size, number) => {
      const treeSize = Math.max(size, 1);
      const leafIndex = number % treeSize;
      const source = new Recorded();
      const proof = await inclusionProof(source, leafIndex, treeSize);
      const claim = {
        leafIndex,
        treeSize,
        leafHash: tree.leaves[leafIndex]!,
        proof,
        root: tree.root(0, treeSize),
      };

      expect(proof).toEqual(tree.inclusion(leafIndex, 0, treeSize));
      expect(new Set(source.asked).size).toBe(source.asked.length);
      expect(source.asked.length).toBeLessThanOrEqual(4);
      expect(verifyInclusion(claim)).toBe(true);
      expect(verifyInclusion({ ...claim, leafIndex: treeSize })).toBe(false);
      expect(verifyInclusion({ ...claim, proof: [...proof, EMPTY_ROOT] })).toBe(false);
      expect(verifyInclusion({ ...claim, treeSize: 2 ** 53 })).toBe(false);
    }),
  );
});

it('makes the same proofs from tiles that are kept in memory', async () => {
  const kept = new Map<string, Buffer>();
  const source: TileSource = {
    tile: (level, index, width) => {
      const path = `${level}/${index}/${width}`;
      const tile = kept.get(path) ?? tree.tile(level, index, width);
      kept.set(path, tile);
      return tile;
    },
  };
  for (let leaf = 0; leaf < MOST; leaf += 61) {
    expect(await inclusionProof(source, leaf, MOST)).toEqual(tree.inclusion(leaf, 0, MOST));
  }
});

it('makes consistency proofs from tiles that equal the naive ones and verify', async () => {
  await fc.assert(
    fc.asyncProperty(pairs, async ([a, size2]) => {
      const size1 = Math.max(a, 1);
      fc.pre(size1 <= size2);
      const source = new Recorded();
      const proof = await consistencyProof(source, size1, size2);
      const claim = { size1, size2, root1: tree.root(0, size1), root2: tree.root(0, size2), proof };

      expect(proof).toEqual(tree.consistency(size1, size2));
      expect(new Set(source.asked).size).toBe(source.asked.length);
      expect(verifyConsistency(claim)).toBe(true);
      expect(verifyConsistency({ ...claim, root1: EMPTY_ROOT })).toBe(false);
      expect(verifyConsistency({ ...claim, proof: [...proof, EMPTY_ROOT] })).toBe(false);
    }),
  );
});

it('reads the root of every kind of size from tiles', async () => {
  await fc.assert(
    fc.asyncProperty(sizes, async (size) => {
      expect(await treeRoot(tree, size)).toEqual(tree.root(0, size));
    }),
  );
});

it('asks for nothing beyond the tree, and refuses tiles of another length', async () => {
  const short = { tile: () => Buffer.alloc(HASH_BYTES) };

  await expect(inclusionProof(tree, 5, 5)).rejects.toThrow(TreeRangeError);
  await expect(consistencyProof(tree, 0, 5)).rejects.toThrow(TreeRangeError);
  await expect(consistencyProof(tree, 6, 5)).rejects.toThrow(TreeRangeError);
  await expect(treeRoot(tree, -1)).rejects.toThrow(TreeRangeError);
  await expect(treeRoot(short, 300)).rejects.toThrow('tile/0/001.p/44 has 32 bytes, not 1408');
});

it('grows trees batch by batch into the same roots and tiles', () => {
  const batches = fc.array(fc.nat({ max: 700 }), { minLength: 1, maxLength: 6 });
  fc.assert(
    fc.property(fc.nat({ max: MOST / 2 }), batches, (start, widths) => {
      let grown: GrownTree = { size: start, root: tree.root(0, start), tiles: edgeOf(start) };
      const edge = new Map<string, EdgeTile>();
      for (const width of widths) {
        for (const tile of grown.tiles) edge.set(`${tile.level}/${tile.index}`, tile);
        const before = edgeTiles(grown.size).map(({ level, index }) => edge.get(`${level}/${index}`)!);
        grown = growTree(grown.size, before, tree.leaves.slice(grown.size, grown.size + width));

        expect(grown.root).toEqual(tree.root(0, grown.size));
        expect(grown.tiles.every(({ hashes }) => hashes.length > 0)).toBe(true);
        for (const { level, index, hashes } of grown.tiles) {
          expect(hashes).toEqual(tree.tile(level, index, hashes.length / HASH_BYTES));
        }
      }
    }),
    { numRuns: 60 },
  );
});

it('lists exactly the tiles that changed, a full one among them', () => {
  const grown = growTree(255, edgeOf(255), tree.leaves.slice(255, 257));
  const listed = grown.tiles.map(({ level, index, hashes }) => [level, index, hashes.length / HASH_BYTES]);

  expect(listed).toEqual([
    [0, 0, TILE_WIDTH],
    [0, 1, 1],
    [1, 0, 1],
  ]);
  expect(growTree(257, edgeOf(257), []).tiles).toEqual([]);
  expect(growTree(300, edgeOf(300), [tree.leaves[300]!]).tiles.map(({ level }) => level)).toEqual([0]);
});

it('names the widths of the example of the specification', () => {
  expect(edgeTiles(70_000)).toEqual([
    { level: 0, index: 273, width: 112 },
    { level: 1, index: 1, width: 17 },
    { level: 2, index: 0, width: 1 },
  ]);
  expect(edgeTiles(256)).toEqual([{ level: 1, index: 0, width: 1 }]);
  expect(edgeTiles(0)).toEqual([]);
});

it('grows from nothing but the edge that the size asks for', () => {
  const edge = edgeOf(300);

  expect(() => growTree(300, edge.slice(1), [])).toThrow(MalformedError);
  expect(() => growTree(301, edge, [])).toThrow(MalformedError);
  expect(() => growTree(300, edge, [Buffer.alloc(31)])).toThrow(MalformedError);
  expect(() => growTree(Number.MAX_SAFE_INTEGER, [], [EMPTY_ROOT])).toThrow(TreeRangeError);
});
