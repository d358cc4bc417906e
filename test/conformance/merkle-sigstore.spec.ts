import {
  ed25519Signer,
  formatCheckpoint,
  leafHash,
  parseCheckpoint,
  parseVerifierKey,
  signNote,
  verifyInclusion,
  verifyNote,
} from '@acgs/merkle';
import {
  type SignedEntity,
  toTrustMaterial,
  type Verifier,
  Verifier as SigstoreVerifier,
} from '@sigstore/verify';
import fc from 'fast-check';
import { createHash, createPublicKey, generateKeyPairSync, sign } from 'node:crypto';
import { NaiveTree } from './naive-tree.js';

const PROOFS = 10_000;
const ORIGIN = 'log.example/acgs';
/** Not known to be RSA, so read as SPKI. */
const KEY_DETAILS = 0;
type TrustedRoot = Parameters<typeof toTrustMaterial>[0];

const { privateKey, publicKey } = generateKeyPairSync('ed25519');
const signer = ed25519Signer(ORIGIN, privateKey);
const key = parseVerifierKey(signer.verifierKey);
const artifact = Buffer.from('an artifact');
const artifactSignature = sign(null, artifact, privateKey);
const digest = createHash('sha256').update(artifact).digest();

// Sigstore looks into the entry too: each names the artifact and its signature.
const entryOf = (number: number): Buffer =>
  Buffer.from(
    JSON.stringify({
      apiVersion: '0.0.1',
      kind: 'hashedrekord',
      number,
      spec: {
        signature: { content: artifactSignature.toString('base64') },
        data: { hash: { algorithm: 'sha256', value: digest.toString('hex') } },
      },
    }),
  );
const tree = new NaiveTree(Array.from({ length: 600 }, (_, number) => entryOf(number)));

/** What both verifiers are given. */
interface Evidence {
  entry: Buffer;
  index: number;
  proof: Buffer[];
  note: string;
}

function foreignVerifier(): Verifier {
  const rawBytes = createPublicKey(privateKey).export({ format: 'der', type: 'spki' });
  const log = {
    baseUrl: `https://${ORIGIN}`,
    logId: undefined,
    checkpointKeyId: { keyId: signer.keyHash },
    publicKey: { rawBytes, keyDetails: KEY_DETAILS, validFor: undefined },
    operator: '',
  };
  // The members that protobuf would add are not read.
  const root: unknown = { tlogs: [log], certificateAuthorities: [], ctlogs: [], timestampAuthorities: [] };
  const trust = toTrustMaterial(root as TrustedRoot, () => ({ publicKey, validFor: () => true }));
  return new SigstoreVerifier(trust, { tlogThreshold: 1, timestampThreshold: 0 });
}

const sigstore = foreignVerifier();

function foreignSays({ entry, index, proof, note }: Evidence): boolean {
  const entity: SignedEntity = {
    signature: {
      signature: artifactSignature,
      compareSignature: (signature) => signature.equals(artifactSignature),
      compareDigest: (other) => other.equals(digest),
      verifySignature: () => true,
    },
    key: { $case: 'public-key', hint: '' },
    timestamps: [],
    tlogEntries: [
      {
        logIndex: String(index),
        logId: { keyId: signer.keyHash },
        kindVersion: { kind: 'hashedrekord', version: '0.0.1' },
        integratedTime: '0',
        inclusionPromise: undefined,
        inclusionProof: {
          logIndex: String(index),
          rootHash: Buffer.alloc(32),
          treeSize: '1',
          hashes: proof,
          checkpoint: { envelope: note },
        },
        canonicalizedBody: entry,
      },
    ],
  };
  try {
    sigstore.verify(entity);
    return true;
  } catch {
    return false;
  }
}

function oursSays({ entry, index, proof, note }: Evidence): boolean {
  try {
    const { size, root } = parseCheckpoint(verifyNote(note, [key]).text);
    return verifyInclusion({ leafIndex: index, treeSize: size, leafHash: leafHash(entry), proof, root });
  } catch {
    return false;
  }
}

const flip = (bytes: Buffer, bit: number): Buffer => {
  const copy = Buffer.from(bytes);
  if (copy.length > 0) copy[(bit >> 3) % copy.length]! ^= 1 << (bit & 7);
  return copy;
};

/** Ways to damage evidence; the first leaves it whole. */
const damages: readonly ((evidence: Evidence, random: number) => Partial<Evidence>)[] = [
  () => ({}),
  ({ proof }, random) => ({
    proof: proof.map((hash, i) => (i === random % proof.length ? flip(hash, random) : hash)),
  }),
  ({ proof }) => ({ proof: proof.slice(1) }),
  ({ proof }) => ({ proof: proof.slice(0, -1) }),
  ({ proof }) => ({ proof: [...proof, Buffer.alloc(32)] }),
  ({ proof }) => ({ proof: proof.toReversed() }),
  ({ index }, random) => ({ index: (index + random) % 600 }),
  (_evidence, random) => ({ entry: entryOf(random) }),
  ({ note }, random) => {
    const lines = note.split('\n');
    lines[2] = flip(Buffer.from(lines[2] ?? '', 'base64'), random).toString('base64');
    return { note: lines.join('\n') };
  },
  ({ note }, random) => ({ note: note.replace(/\n[0-9]+\n/, `\n${random % 600}\n`) }),
];

it(`agrees with @sigstore/verify on ${PROOFS} proofs, good and damaged`, async () => {
  const cases = fc.record({
    size: fc.integer({ min: 1, max: 600 }),
    leaf: fc.nat(),
    damage: fc.constantFrom(...damages),
    random: fc.nat(),
  });
  const said = { good: 0, bad: 0 };
  await fc.assert(
    fc.asyncProperty(cases, async ({ size, leaf, damage, random }) => {
      const index = leaf % size;
      const text = formatCheckpoint({ origin: ORIGIN, size, root: tree.root(0, size) });
      const note = await signNote(text, [signer]);
      const evidence = { entry: entryOf(index), index, proof: tree.inclusion(index, 0, size), note };
      const damaged = { ...evidence, ...damage(evidence, random) };
      const ours = oursSays(damaged);
      said[ours ? 'good' : 'bad'] += 1;

      expect(ours).toBe(foreignSays(damaged));
    }),
    { numRuns: PROOFS },
  );

  expect(said.good).toBeGreaterThan(PROOFS / 20);
  expect(said.bad).toBeGreaterThan(PROOFS / 2);
});
