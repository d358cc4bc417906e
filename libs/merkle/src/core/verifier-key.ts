import { createHash } from 'node:crypto';
import { decodeBase64 } from './base64.js';
import { PUBLIC_KEY_BYTES } from './ed25519.js';
import { MalformedError } from './merkle.errors.js';

/** The byte that says what a signature line of a note holds (C2SP signed-note). */
export const SIGNATURE_TYPES = {
  /** Ed25519 over the text of the note. */
  ed25519: 0x01,
  /** A witness's Ed25519 with the time it was made (C2SP tlog-cosignature). */
  cosignature: 0x04,
} as const;

export type SignatureType = (typeof SIGNATURE_TYPES)[keyof typeof SIGNATURE_TYPES];

/** A public key as verifiers are given it. */
export interface VerifierKey {
  readonly name: string;
  readonly type: SignatureType;
  /** Four bytes that tell the keys of a name apart. */
  readonly keyHash: Buffer;
  /** The 32 bytes of RFC 8032. */
  readonly publicKey: Buffer;
}

export const KEY_HASH_BYTES = 4;
const KEY = /^(?<name>[^+]+)\+(?<hash>[0-9a-f]{8})\+(?<key>[A-Za-z0-9+/=]+)$/;
const NAME = /^[^\s\p{Z}\p{Cc}+]+$/u;

/** Whether a key may have this name: not empty, without spaces, control characters and plus. */
export function isKeyName(name: string): boolean {
  return NAME.test(name) && name.isWellFormed();
}

/** The key hash: the first four bytes of SHA-256 over name, newline, type and public key (C2SP signed-note). */
export function keyHashOf(name: string, type: SignatureType, publicKey: Uint8Array): Buffer {
  const hash = createHash('sha256').update(`${name}\n`).update(Buffer.of(type)).update(publicKey).digest();
  return hash.subarray(0, KEY_HASH_BYTES);
}

/**
 * A public key in the form `name+hash+base64`, which `parseVerifierKey` reads.
 *
 * @throws MalformedError when no key may have the name, or the key is not 32 bytes long.
 */
export function formatVerifierKey(
  name: string,
  publicKey: Uint8Array,
  type: SignatureType = SIGNATURE_TYPES.ed25519,
): string {
  if (!isKeyName(name)) throw new MalformedError('key', `no key may have the name ${JSON.stringify(name)}`);
  if (publicKey.length !== PUBLIC_KEY_BYTES) throw new MalformedError('key', 'a public key has 32 bytes');
  const key = Buffer.concat([Buffer.of(type), publicKey]).toString('base64');
  return `${name}+${keyHashOf(name, type, publicKey).toString('hex')}+${key}`;
}

/**
 * Reads a public key from its form `name+hash+base64`.
 *
 * @throws MalformedError when it has another form, is of an unknown type, or its hash is not that of name and key.
 */
export function parseVerifierKey(text: string): VerifierKey {
  const { name = '', hash = '', key = '' } = KEY.exec(text)?.groups ?? {};
  const bytes = decodeBase64(key);
  if (!isKeyName(name) || bytes === null) {
    throw new MalformedError('key', 'a verifier key has the form name+hash+base64');
  }
  const type = Object.values(SIGNATURE_TYPES).find((known) => known === bytes[0]);
  const publicKey = bytes.subarray(1);
  if (type === undefined || publicKey.length !== PUBLIC_KEY_BYTES) {
    throw new MalformedError('key', `the key of ${name} is neither an Ed25519 key nor one of a witness`);
  }
  const keyHash = keyHashOf(name, type, publicKey);
  if (keyHash.toString('hex') !== hash) {
    throw new MalformedError('key', `the hash of ${name} is ${keyHash.toString('hex')}, not ${hash}`);
  }
  return { name, type, keyHash, publicKey };
}
