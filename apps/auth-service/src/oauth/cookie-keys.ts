import { hkdfSync } from 'node:crypto';

const KEY_BYTES = 32;

/** Signs cookies: derived (RFC 5869) from the key-encryption key, so that every process has the same and none is kept. */
export const cookieKeyOf = (keyEncryptionKey: Buffer): Buffer =>
  Buffer.from(
    hkdfSync('sha256', keyEncryptionKey, Buffer.alloc(0), 'acgs auth-service cookies 1', KEY_BYTES),
  );
