import { StartError } from '@acgs/contracts';
import { readFile, stat } from 'node:fs/promises';
import { createSecureContext, type SecureContextOptions } from 'node:tls';

/** Where the certificate, with those of its issuers behind it, and its key are: PEM, the key not encrypted. */
export interface TlsFiles {
  readonly certificate: string;
  readonly key: string;
}

class TlsIdentityError extends StartError {}

/** TLS 1.3, and of 1.2 what has forward secrecy and authenticated encryption (RFC 9325, section 4.2). */
const CIPHERS = [
  'TLS_AES_128_GCM_SHA256',
  'TLS_AES_256_GCM_SHA384',
  'TLS_CHACHA20_POLY1305_SHA256',
  'ECDHE-ECDSA-AES128-GCM-SHA256',
  'ECDHE-RSA-AES128-GCM-SHA256',
  'ECDHE-ECDSA-AES256-GCM-SHA384',
  'ECDHE-RSA-AES256-GCM-SHA384',
  'ECDHE-ECDSA-CHACHA20-POLY1305',
  'ECDHE-RSA-CHACHA20-POLY1305',
].join(':');

/** @throws TlsIdentityError for files that can't be read, or do not belong together */
export async function readTlsIdentity({ certificate, key }: TlsFiles): Promise<SecureContextOptions> {
  try {
    const [cert, secret] = await Promise.all([readFile(certificate), readFile(key)]);
    const identity = { cert, key: secret, minVersion: 'TLSv1.2', ciphers: CIPHERS } as const;
    createSecureContext(identity);
    return identity;
  } catch (cause) {
    const why = cause instanceof Error && 'code' in cause ? String(cause.code) : 'no PEM';
    throw new TlsIdentityError(`The certificate and its key are not usable together: ${why}.`, { cause });
  }
}

/** Another text when one of the files has been replaced, also where a link leads elsewhere; '' while one is not there. */
export async function versionOf({ certificate, key }: TlsFiles): Promise<string> {
  const states = await Promise.all([certificate, key].map((file) => stat(file).catch(() => null)));
  return states.includes(null)
    ? ''
    : states
        .map((state) => `${String(state?.ino)}.${String(state?.size)}.${String(state?.mtimeMs)}`)
        .join(':');
}
