import { verifyEd25519 } from '@acgs/merkle';
import fc from 'fast-check';
import { generateKeyPairSync, sign } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describeWith, vectorFolder } from './outside-vectors.js';

interface EdgeCase {
  readonly number: number;
  readonly key: string;
  readonly sig: string;
  readonly msg: string;
  readonly flags: readonly string[] | null;
}

interface Wycheproof {
  readonly testGroups: readonly {
    readonly publicKey: { readonly pk: string };
    readonly tests: readonly { tcId: number; comment: string; msg: string; sig: string; result: string }[];
  }[];
}

/** What the rules that `verifyEd25519` follows say of each flag of C2SP/CCTV. */
const RULES: Readonly<Record<string, 'accepted' | 'refused'>> = {
  low_order_component_A: 'accepted',
  low_order_component_R: 'accepted',
  // Such signatures hold with the cofactor alone.
  low_order_residue: 'refused',
  low_order_A: 'refused',
  low_order_R: 'refused',
  non_canonical_A: 'refused',
  non_canonical_R: 'refused',
  // The hash is over an encoding that was made canonical first, so only non-canonical input has this flag.
  reencoded_k: 'refused',
};

const folder = vectorFolder('ed25519');
const read = (file: string): unknown => JSON.parse(readFileSync(join(folder ?? '', file), 'utf8'));
const hex = (text: string): Buffer => Buffer.from(text, 'hex');

describeWith(folder)('Ed25519 vectors (need ACGS_DATA)', () => {
  it('accepts of the edge cases of C2SP/CCTV those that the rules accept, and no others', () => {
    const cases = read('cctv.json') as EdgeCase[];
    const accepted = cases.filter(({ key, sig, msg }) => verifyEd25519(hex(key), Buffer.from(msg), hex(sig)));
    const wanted = cases.filter(({ flags }) => (flags ?? []).every((flag) => RULES[flag] === 'accepted'));

    expect(cases).toHaveLength(914);
    expect(wanted.length).toBeGreaterThan(30);
    expect(accepted.map(({ number }) => number)).toEqual(wanted.map(({ number }) => number));
  });

  it('says of every vector of wycheproof what it says', () => {
    const vectors = (read('wycheproof.json') as Wycheproof).testGroups.flatMap(({ publicKey, tests }) =>
      tests.map((test) => ({ ...test, publicKey })),
    );
    const wrong = vectors.filter(
      ({ publicKey, msg, sig, result }) =>
        verifyEd25519(hex(publicKey.pk), hex(msg), hex(sig)) !== (result === 'valid'),
    );

    expect(vectors.length).toBeGreaterThan(140);
    expect(wrong.map(({ tcId, comment }) => `${tcId} ${comment}`)).toEqual([]);
  });
});

it('accepts what was signed, and no signature, key or message that differs in a bit', () => {
  const { publicKey, privateKey } = generateKeyPairSync('ed25519');
  const key = Buffer.from(publicKey.export({ format: 'jwk' }).x ?? '', 'base64url');
  fc.assert(
    fc.property(fc.uint8Array({ minLength: 1 }), fc.nat(), fc.nat({ max: 2 }), (message, bit, which) => {
      const parts = [Buffer.from(key), Buffer.from(message), sign(null, message, privateKey)] as const;
      const [before, changed] = [verifyEd25519(...parts), parts[which]!];
      const at = bit % (changed.length * 8);
      changed[at >> 3] = changed[at >> 3]! ^ (1 << (at & 7));

      expect([before, verifyEd25519(...parts)]).toEqual([true, false]);
    }),
  );
});

it.each([
  [31, 64],
  [33, 64],
  [32, 63],
  [32, 65],
  [0, 0],
])('refuses a key of %d bytes with a signature of %d', (key, signature) => {
  expect(verifyEd25519(Buffer.alloc(key, 9), Buffer.alloc(0), Buffer.alloc(signature, 9))).toBe(false);
});
