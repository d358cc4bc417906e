import { EMPTY_ROOT, leafHash, verifyConsistency, verifyInclusion } from '@acgs/merkle';
import { describeWith, jsonFiles, vectorFolder } from './outside-vectors.js';

interface Vector {
  readonly root?: string;
  readonly leafHash?: string;
  readonly leafIdx?: number;
  readonly treeSize?: number;
  readonly size1?: number;
  readonly size2?: number;
  readonly root1?: string;
  readonly root2?: string;
  readonly proof: readonly string[] | null;
  readonly wantErr: boolean;
}

const inclusion = vectorFolder('merkle/inclusion');
const consistency = vectorFolder('merkle/consistency');
const bytes = (base64 = ''): Buffer => Buffer.from(base64, 'base64');
const proofOf = ({ proof }: Vector): Buffer[] => (proof ?? []).map(bytes);
// The roots of these vectors are placeholder text, where a root has 32 bytes; their hashes stand for them.
const rootOf = (path: string, root = ''): Buffer =>
  path.includes('sizes-are-equal-one') ? leafHash(bytes(root)) : bytes(root);

it('hashes the empty tree and leaves as RFC 6962 does', () => {
  expect(EMPTY_ROOT.toString('hex')).toBe('e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855');
  expect(leafHash(Buffer.alloc(0)).toString('hex')).toBe(
    '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d',
  );
  expect(leafHash(Buffer.from('L123456')).toString('hex')).toBe(
    '395aa064aa4c29f7010acfe3f25db9485bbd4b91897b6ad7ad547639252b4d56',
  );
});

describeWith(inclusion)('inclusion proofs of transparency-dev (needs ACGS_DATA)', () => {
  const vectors = inclusion === null ? [] : jsonFiles<Vector>(inclusion);

  it('are many, good and bad', () => {
    expect(vectors.filter(([, { wantErr }]) => !wantErr).length).toBeGreaterThan(5);
    expect(vectors.filter(([, { wantErr }]) => wantErr).length).toBeGreaterThan(80);
  });

  it.each(vectors)('%s', (_path, vector) => {
    const { leafIdx = 0, treeSize = 0 } = vector;
    const proof = proofOf(vector);
    const claim = {
      leafIndex: leafIdx,
      treeSize,
      leafHash: bytes(vector.leafHash),
      proof,
      root: bytes(vector.root),
    };

    expect(verifyInclusion(claim)).toBe(!vector.wantErr);
  });
});

describeWith(consistency)('consistency proofs of transparency-dev (needs ACGS_DATA)', () => {
  it.each(consistency === null ? [] : jsonFiles<Vector>(consistency))('%s', (path, vector) => {
    const { size1 = 0, size2 = 0 } = vector;
    const [root1, root2] = [rootOf(path, vector.root1), rootOf(path, vector.root2)];

    expect(verifyConsistency({ size1, size2, root1, root2, proof: proofOf(vector) })).toBe(!vector.wantErr);
  });
});
