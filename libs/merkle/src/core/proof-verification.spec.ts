import {
  type ConsistencyClaim,
  type InclusionClaim,
  verifyConsistency,
  verifyInclusion,
} from './proof-verification.js';
import { EMPTY_ROOT, leafHash, nodeHash } from './tree-hash.js';

const [a, b, c, d] = ['a', 'b', 'c', 'd'].map((text) => leafHash(Buffer.from(text))) as [
  Buffer,
  Buffer,
  Buffer,
  Buffer,
];
const ab = nodeHash(a, b);
const cd = nodeHash(c, d);
const root3 = nodeHash(ab, c);
const root4 = nodeHash(ab, cd);
const other = Buffer.alloc(32, 7);
const short = (hash: Buffer): Buffer => hash.subarray(1);

describe('verifyInclusion', () => {
  const claim: InclusionClaim = { leafIndex: 2, treeSize: 3, leafHash: c, proof: [ab], root: root3 };

  it('accepts proofs of a whole and of an unbalanced tree', () => {
    expect(verifyInclusion(claim)).toBe(true);
    expect(verifyInclusion({ leafIndex: 1, treeSize: 4, leafHash: b, proof: [a, cd], root: root4 })).toBe(
      true,
    );
    expect(verifyInclusion({ leafIndex: 0, treeSize: 1, leafHash: a, proof: [], root: a })).toBe(true);
  });

  it.each([
    ['an index that is none', { leafIndex: 0.5 }],
    ['an index below zero', { leafIndex: -1 }],
    ['a size that is none', { treeSize: 2 ** 53 }],
    ['a size that is no whole number', { treeSize: 3.5 }],
    ['an index beyond the tree', { leafIndex: 3 }],
    [
      'a tree without leaves',
      { leafIndex: 0, treeSize: 0, proof: [], leafHash: EMPTY_ROOT, root: EMPTY_ROOT },
    ],
    ['a leaf that is no hash', { leafHash: short(c) }],
    ['a root that is no hash', { root: short(root3) }],
    ['a proof with what is no hash', { proof: [short(ab)] }],
    ['a proof that is too long', { proof: [ab, other] }],
    ['a proof that is too short', { leafHash: root3, proof: [] }],
    ['another root', { root: other }],
    ['a node in the place of a leaf', { leafIndex: 0, treeSize: 3, leafHash: ab, proof: [c] }],
  ])('refuses %s', (_case, changed) => {
    expect(verifyInclusion({ ...claim, ...changed })).toBe(false);
  });

  it('refuses a proof that goes on above the root, though its hash would be the root', () => {
    const root = nodeHash(root3, other);
    expect(verifyInclusion({ ...claim, proof: [ab, other], root })).toBe(false);
    expect(verifyInclusion({ ...claim, proof: [ab, other], root: nodeHash(other, root3) })).toBe(false);
  });
});

describe('verifyConsistency', () => {
  const claim: ConsistencyClaim = { size1: 3, size2: 4, root1: root3, root2: root4, proof: [c, d, ab] };

  it('accepts growth from a perfect and from an unbalanced tree, and no growth', () => {
    expect(verifyConsistency(claim)).toBe(true);
    expect(verifyConsistency({ size1: 2, size2: 3, root1: ab, root2: root3, proof: [c] })).toBe(true);
    expect(verifyConsistency({ size1: 1, size2: 4, root1: a, root2: root4, proof: [b, cd] })).toBe(true);
    expect(verifyConsistency({ size1: 3, size2: 3, root1: root3, root2: root3, proof: [] })).toBe(true);
    expect(verifyConsistency({ size1: 0, size2: 0, root1: EMPTY_ROOT, root2: EMPTY_ROOT, proof: [] })).toBe(
      true,
    );
  });

  it.each([
    ['a first size that is none', { size1: 2.5 }],
    ['a first size below zero', { size1: -1 }],
    ['a second size that is none', { size2: 2 ** 53 }],
    ['a tree that shrinks', { size1: 4, size2: 3, root1: root4, root2: root3 }],
    ['a first root that is no hash', { root1: short(root3) }],
    ['a second root that is no hash', { root2: short(root4) }],
    ['a proof with what is no hash', { proof: [short(c), d, ab] }],
    ['another first root', { root1: other }],
    ['another second root', { root2: other }],
    ['no proof', { proof: [] }],
    ['a proof that is too short', { proof: [c, d] }],
    ['a proof that is too long', { proof: [c, d, ab, other] }],
    ['growth from nothing', { size1: 0, root1: EMPTY_ROOT, proof: [root4] }],
    ['growth from nothing without a proof', { size1: 0, root1: EMPTY_ROOT, proof: [] }],
    ['two roots of one size', { size1: 4, root1: other, proof: [] }],
    ['one size and root, with a proof', { size1: 4, root1: root4, proof: [ab] }],
    ['another root of the empty tree', { size1: 0, size2: 0, root1: other, root2: other, proof: [] }],
  ])('refuses %s', (_case, changed) => {
    expect(verifyConsistency({ ...claim, ...changed })).toBe(false);
  });

  it('refuses a proof that goes on above both roots, though its hashes would be the roots', () => {
    const proof = [c, d, ab, other];
    const above = { root1: nodeHash(root3, other), root2: nodeHash(root4, other) };
    expect(verifyConsistency({ ...claim, ...above, proof })).toBe(false);
    expect(
      verifyConsistency({
        ...claim,
        proof,
        root1: nodeHash(other, root3),
        root2: nodeHash(other, root4),
      }),
    ).toBe(false);
  });
});
