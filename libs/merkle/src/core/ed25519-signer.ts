import { createPublicKey, type KeyObject, sign } from 'node:crypto';
import { MalformedError } from './merkle.errors.js';
import { type NoteSigner } from './signed-note.js';
import { formatVerifierKey, keyHashOf, SIGNATURE_TYPES, type SignatureType } from './verifier-key.js';

/** A signer whose key is in memory, with the public key that its notes are verified by. */
export interface Ed25519Signer extends NoteSigner {
  /** In the form `name+hash+base64`; see `parseVerifierKey`. */
  readonly verifierKey: string;
}

/**
 * The signer of a private key. For a witness the type is `cosignature`. About 45 µs for each signature.
 *
 * @throws MalformedError when it is no Ed25519 private key, or no key may have the name.
 */
export function ed25519Signer(
  name: string,
  privateKey: KeyObject,
  type: SignatureType = SIGNATURE_TYPES.ed25519,
): Ed25519Signer {
  if (privateKey.type !== 'private' || privateKey.asymmetricKeyType !== 'ed25519') {
    throw new MalformedError('key', `the key of ${name} is no private Ed25519 key`);
  }
  const publicKey = Buffer.from(createPublicKey(privateKey).export({ format: 'jwk' }).x ?? '', 'base64url');
  return {
    name,
    keyHash: keyHashOf(name, type, publicKey),
    verifierKey: formatVerifierKey(name, publicKey, type),
    sign: (message) => sign(null, message, privateKey),
  };
}
