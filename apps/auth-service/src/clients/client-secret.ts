import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';

const SECRET_BYTES = 32;

export const newSecret = (): string => randomBytes(SECRET_BYTES).toString('base64url');

/**
 * SHA-256 without salt or stretching: a secret has 32 random bytes, so there is nothing to guess, and the token endpoint
 * stays quick.
 */
export const hashOfSecret = (secret: string): Buffer => createHash('sha256').update(secret, 'utf8').digest();

/** In constant time. */
export const matchesSecret = (hash: Buffer, secret: string): boolean =>
  timingSafeEqual(hash, hashOfSecret(secret));

/** Of something that nobody knows: for clients that have no secret. */
export const hashOfNoSecret = (): Buffer => randomBytes(SECRET_BYTES);
