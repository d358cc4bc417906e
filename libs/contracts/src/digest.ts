import canonicalize from 'canonicalize';
import { createHash } from 'node:crypto';

/**
 * SHA-256, in lower-case hexadecimal, of the RFC 8785 canonical JSON of `value`: the digest of constitutions, policy
 * sets and requests. Linear in the size of the text; about 10 µs for a request of 500 bytes.
 *
 * @throws TypeError when `value` has no JSON form.
 */
export function digestOf(value: unknown): string {
  const text = canonicalize(value);
  if (text === undefined) throw new TypeError('a value without a JSON form has no digest');
  return createHash('sha256').update(text, 'utf8').digest('hex');
}
