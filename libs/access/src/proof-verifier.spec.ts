import { calculateJwkThumbprint, type CryptoKey, exportJWK, generateKeyPair, type JWK, SignJWT } from 'jose';
import { createHash, randomUUID } from 'node:crypto';
import { ProofRejectedError, TokenRejectedError } from './access.errors.js';
import { ProofVerifier, type ProvenRequest } from './proof-verifier.js';

const TOKEN = 'aaa.bbb.ccc';
const ORIGIN = 'https://acgs.test';
const URL_PATH = '/api/v1/decisions?limit=1';
const HTU = `${ORIGIN}/api/v1/decisions`;
const now = (): number => Math.floor(Date.now() / 1000);
const SETTINGS = {
  AUTH_ISSUER: 'http://issuer.test',
  AUTH_JWKS_URL: 'http://issuer.test/keys',
  AUTH_AUDIENCE: 'urn:test',
  PUBLIC_ORIGIN: `${ORIGIN}/`,
  service: 'test',
};

type Parts = Readonly<Record<string, unknown>>;

describe('ProofVerifier', () => {
  const verifier = new ProofVerifier(SETTINGS);
  let privateKey: CryptoKey;
  let jwk: JWK;
  let jkt: string;

  beforeAll(async () => {
    const pair = await generateKeyPair('ES256', { extractable: true });
    privateKey = pair.privateKey;
    jwk = await exportJWK(pair.publicKey);
    jkt = await calculateJwkThumbprint(jwk);
  });

  const prove = (claims: Parts = {}, header: Parts = {}): Promise<string> => {
    const ath = createHash('sha256').update(TOKEN).digest('base64url');
    return new SignJWT({ htm: 'GET', htu: HTU, iat: now(), jti: randomUUID(), ath, ...claims })
      .setProtectedHeader({ alg: 'ES256', typ: 'dpop+jwt', jwk, ...header })
      .sign(privateKey);
  };
  const verify = (dpop: string | string[] | undefined, more: Partial<ProvenRequest> = {}): Promise<void> => {
    const socket = { localAddress: '127.0.0.1', localPort: 8000 };
    const request = { method: 'GET', url: URL_PATH, headers: { dpop }, raw: { socket }, ...more };
    return verifier.verify(request, `DPoP ${TOKEN}`, jkt);
  };

  it.each<[string, Parts]>([
    ['the public address', {}],
    ['the address with a query of its own', { htu: `${HTU}?limit=9#part` }],
    ['the address at which the connection came in', { htu: 'http://127.0.0.1:8000/api/v1/decisions' }],
    ['the public address with its port', { htu: 'https://ACGS.test:443/api/v1/decisions' }],
    ['one that was made 59 seconds ago', { iat: now() - 59 }],
    ['one of a clock that is 9 seconds ahead', { iat: now() + 9 }],
  ])('takes a proof for %s', async (_, claims) => {
    await expect(verify(await prove(claims))).resolves.toBeUndefined();
  });

  it.each<[string, Parts]>([
    ['another method', { htm: 'POST' }],
    ['a method in other letters', { htm: 'get' }],
    ['a path below', { htu: `${HTU}/one` }],
    ['a path with a dot in it that leads elsewhere', { htu: `${HTU}/../policies` }],
    ['another port', { htu: 'https://acgs.test:8443/api/v1/decisions' }],
    ['http in place of https', { htu: 'http://acgs.test/api/v1/decisions' }],
    ['a user before the host', { htu: 'https://acgs.test@evil.test/api/v1/decisions' }],
    ['a password before our host', { htu: 'https://:x@acgs.test/api/v1/decisions' }],
    ['a path alone', { htu: '/api/v1/decisions' }],
    ['an address that is too long', { htu: `${HTU}?${'x'.repeat(2048)}` }],
    ['another token', { ath: 'x'.repeat(43) }],
    ['no token', { ath: undefined }],
    ['no time', { iat: undefined }],
    ['a time that is over', { iat: now() - 75 }],
    ['a time that is to come', { iat: now() + 25 }],
    ['no id', { jti: undefined }],
    ['an empty id', { jti: '' }],
    ['an id that is too long', { jti: 'x'.repeat(257) }],
    ['an id that is a number', { jti: 7 }],
  ])('takes none for %s', async (_, claims) => {
    await expect(verify(await prove(claims))).rejects.toThrow(ProofRejectedError);
  });

  it.each<[string, () => Parts | Promise<Parts>]>([
    ['of another type', () => ({ typ: 'JWT' })],
    ['without a key', () => ({ jwk: undefined })],
    ['with the private key in it', () => exportJWK(privateKey).then((key) => ({ jwk: key }))],
    ['with another key than the one that signed', () => generateKey().then((key) => ({ jwk: key }))],
    ['with a key of secrets', () => ({ jwk: { kty: 'oct', k: 'c2VjcmV0' } })],
  ])('takes none %s', async (_, header) => {
    const proof = await prove({}, await header());
    await expect(verify(proof)).rejects.toThrow(ProofRejectedError);
  });

  it.each<[string, string | string[] | undefined]>([
    ['none', undefined],
    ['an empty one', ''],
    ['two', ['a.b.c', 'a.b.c']],
    ['one that is no JWT', 'proof'],
    ['one that is too long', `${'a'.repeat(4096)}.b.c`],
    ['one that nobody signed', `${unsigned({ alg: 'none', typ: 'dpop+jwt' })}.${unsigned({})}.`],
  ])('takes a request with %s for one without a proof', async (_, dpop) => {
    await expect(verify(dpop)).rejects.toThrow(ProofRejectedError);
  });

  it('takes a proof once, and that of another key never', async () => {
    const proof = await prove();
    await expect(verify(proof)).resolves.toBeUndefined();
    await expect(verify(proof)).rejects.toThrow(ProofRejectedError);
    const other = await generateKeyPair('ES256');
    const foreign = await new SignJWT({ htm: 'GET', htu: HTU, iat: now(), jti: 'one' })
      .setProtectedHeader({ alg: 'ES256', typ: 'dpop+jwt', jwk: await exportJWK(other.publicKey) })
      .sign(other.privateKey);
    await expect(verify(foreign)).rejects.toThrow(ProofRejectedError);
  });

  it('does not use up a proof that it refuses', async () => {
    const claims = { jti: randomUUID() };
    await expect(verify(await prove({ ...claims, htm: 'POST' }))).rejects.toThrow(ProofRejectedError);
    await expect(verify(await prove(claims))).resolves.toBeUndefined();
  });

  it.each([
    ['a bound token as bearer', `Bearer ${TOKEN}`, 'bound'],
    ['an unbound one with a proof', `DPoP ${TOKEN}`, null],
  ])('refuses %s as a token', async (_, authorization, binding) => {
    const raw = { socket: {} };
    const request = { method: 'GET', url: URL_PATH, headers: { dpop: await prove() }, raw };
    await expect(verifier.verify(request, authorization, binding && jkt)).rejects.toThrow(TokenRejectedError);
  });
});

const generateKey = async (): Promise<JWK> => exportJWK((await generateKeyPair('ES256')).publicKey);

function unsigned(part: Parts): string {
  return Buffer.from(JSON.stringify(part)).toString('base64url');
}
