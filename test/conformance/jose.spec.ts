import { TOKEN_ALGORITHM } from '@acgs/access';
import { ClientJwksSchema } from '@acgs/contracts';
import { compactVerify, createLocalJWKSet, importSPKI, type JWK } from 'jose';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describeWith, vectorFolder } from './outside-vectors.js';

interface Test {
  readonly tcId: number;
  readonly comment: string;
  readonly result: string;
}

interface Group<Vector> {
  readonly comment?: string;
  readonly public?: JWK & { readonly keys?: readonly JWK[] };
  readonly publicKeyPem?: string;
  readonly tests: readonly (Test & Vector)[];
}

const folder = vectorFolder('jose');

function groupsOf<Vector>(file: string): readonly Group<Vector>[] {
  const text = readFileSync(join(folder ?? '', file), 'utf8');
  return (JSON.parse(text) as { testGroups: readonly Group<Vector>[] }).testGroups;
}

/** As access tokens are: by a key of a set, with the one algorithm that is taken, whatever the header says. */
async function isAccepted(jws: string, jwk: JWK): Promise<boolean> {
  try {
    await compactVerify(jws, createLocalJWKSet({ keys: [jwk] }), { algorithms: [TOKEN_ALGORITHM] });
    return true;
  } catch {
    return false;
  }
}

describeWith(folder)('JOSE vectors of wycheproof (need ACGS_DATA)', () => {
  it('are accepted where they are valid signatures of the one algorithm, and nowhere else', async () => {
    const wrong: unknown[] = [];
    const counts = { accepted: 0, refused: 0 };
    for (const { comment, public: jwk, tests } of groupsOf<{ jws: string }>('json_web_signature_test.json')) {
      for (const { tcId, jws, result } of tests) {
        const accepted = jwk !== undefined && (await isAccepted(jws, jwk));
        const wanted = result === 'valid' && jwk?.alg === TOKEN_ALGORITHM;
        if (accepted !== wanted) wrong.push({ comment, tcId, accepted });
        counts[accepted ? 'accepted' : 'refused']++;
      }
    }
    expect(wrong).toStrictEqual([]);
    expect(counts).toStrictEqual({ accepted: 2, refused: 399 });
  });

  it('of ECDSA with P-256 are told apart by what signatures are verified with', async () => {
    const wrong: number[] = [];
    let count = 0;
    const groups = groupsOf<{ msg: string; sig: string }>('ecdsa_secp256r1_sha256_p1363_test.json');
    for (const { publicKeyPem = '', tests } of groups) {
      const key = await importSPKI(publicKeyPem, TOKEN_ALGORITHM);
      for (const { tcId, msg, sig, result } of tests) {
        const signature = Buffer.from(sig, 'hex');
        const how = { name: 'ECDSA', hash: 'SHA-256' };
        const good = await crypto.subtle.verify(how, key, signature, Buffer.from(msg, 'hex'));
        if (good !== (result === 'valid')) wrong.push(tcId);
        count++;
      }
    }
    expect([count, wrong]).toStrictEqual([262, []]);
  });

  it('of keys that nobody should use are refused when a client brings them, where their form tells', async () => {
    const groups = groupsOf<{ jws: string }>('json_web_key_test.json');
    const accepted = groups.filter((group) => ClientJwksSchema.safeParse(keySetOf(group)).success);
    expect(groups).toHaveLength(25);
    expect(accepted.map(({ comment }) => comment)).toStrictEqual([
      'rs256',
      'jws_rsa_roca_key',
      'invalid_point',
    ]);
    const offCurve = accepted.find(({ comment }) => comment === 'invalid_point');
    expect(await isAccepted(offCurve?.tests[0]?.jws ?? '', offCurve?.public ?? {})).toBe(false);
  });
});

const keySetOf = ({ public: jwk }: Group<unknown>): unknown =>
  jwk?.keys === undefined ? { keys: [jwk] } : { keys: jwk.keys };
