import { createPublicKey, verify } from 'node:crypto';

/** Length of an encoded public key (RFC 8032, section 5.1.5). */
export const PUBLIC_KEY_BYTES = 32;
/** Length of a signature: the point R and the number S (RFC 8032, section 5.1.6). */
export const SIGNATURE_BYTES = 64;

const FIELD = 2n ** 255n - 19n;
const LOW_ORDER_EIGHT = 0x7a03ac9277fdc74ec6cc392cfa53202a0f67100d760b3cba4fd84d3d706a17c7n;
/** The y coordinates of the eight points whose order divides 8; both signs of x belong to each. */
const LOW_ORDER = new Set([0n, 1n, FIELD - 1n, LOW_ORDER_EIGHT, FIELD - LOW_ORDER_EIGHT]);
const SPKI = Buffer.from('302a300506032b6570032100', 'hex');

/**
 * Whether `signature` is the holder's of `publicKey` over `message`. The rules are those of RFC 8032, section 5.1.7, read
 * strictly, and known as `verify_strict` of ed25519-dalek: S is smaller than the order of the group; the encodings of the key
 * A and of R are canonical (y below the field's prime, no sign where x is 0); neither A nor R is of small order; and
 * [S]B = R + [k]A holds without the cofactor. So no signature can be changed into another one, no key verifies more than
 * its holder signed, and all verifiers that follow the rules agree. False, never an error, for whatever is wrong, wrong lengths
 * included. About 150 µs.
 */
export function verifyEd25519(publicKey: Uint8Array, message: Uint8Array, signature: Uint8Array): boolean {
  if (publicKey.length !== PUBLIC_KEY_BYTES || signature.length !== SIGNATURE_BYTES) return false;
  if (!isSoundPoint(publicKey) || !isSoundPoint(signature.subarray(0, PUBLIC_KEY_BYTES))) return false;
  const key = createPublicKey({ key: Buffer.concat([SPKI, publicKey]), format: 'der', type: 'spki' });
  // OpenSSL checks the equation without the cofactor, by the bytes of R, and that S is below the order.
  return verify(null, message, key, signature);
}

/** Canonical and not of small order. Points with x = 0 are of small order, so that their sign needs no look of its own. */
function isSoundPoint(encoded: Uint8Array): boolean {
  const bytes = Buffer.from(encoded).reverse();
  bytes[0] = (bytes[0] ?? 0) & 0x7f;
  const y = BigInt(`0x${bytes.toString('hex')}`);
  return y < FIELD && !LOW_ORDER.has(y);
}
