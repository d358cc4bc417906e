import { keyEncryptionKey } from '@acgs/sealed-keys';
import { hkdfSync } from 'node:crypto';
import type { AuthSettings } from '../config.js';

/** Injection token of `AuthSecrets`. */
export const AUTH_SECRETS = Symbol('auth-secrets');

/** The same in every process of the installation. */
export interface AuthSecrets {
  /** Seals signing keys: 32 bytes. All others are derived from it (HKDF, RFC 5869). */
  readonly keyEncryption: Buffer;
  /** Seals what is read again, such as the secrets of second factors. */
  readonly sealing: Buffer;
  /** Ties forms to the browsers that they were shown to. */
  readonly formTokens: Buffer;
  /** Makes addresses and e-mails unreadable where attempts are counted. */
  readonly attempts: Buffer;
  /** Signs the cookies of oidc-provider. */
  readonly cookies: Buffer;
}

export async function authSecrets(settings: AuthSettings): Promise<AuthSecrets> {
  const key = await keyEncryptionKey({
    variables: { key: 'AUTH_KEY_ENCRYPTION_KEY', file: 'AUTH_KEY_FILE' },
    key: settings.AUTH_KEY_ENCRYPTION_KEY,
    file: settings.AUTH_KEY_FILE,
    settings,
    fileName: 'auth.key',
  });
  const derived = (purpose: string): Buffer =>
    Buffer.from(hkdfSync('sha256', key, '', `acgs ${purpose}`, 32));
  return {
    keyEncryption: key,
    sealing: derived('sealing'),
    formTokens: derived('form tokens'),
    attempts: derived('attempts'),
    cookies: derived('auth-service cookies 1'),
  };
}
