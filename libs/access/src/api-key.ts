import { randomBytes } from 'node:crypto';
import { crc32 } from 'node:zlib';

const PREFIX = 'acgs_';
const DIGITS = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
const BASE = BigInt(DIGITS.length);
const ID_LENGTH = 22;
const SECRET_LENGTH = 43;
const CHECKSUM_LENGTH = 6;
const FORM = /^(acgs_([0-9A-Za-z]{22})_[0-9A-Za-z]{43})([0-9A-Za-z]{6})$/;
const UUID_BITS = 128n;

/** Whether a bearer token claims to be an API key: no JWT begins like one. */
export const isApiKey = (token: string): boolean => token.startsWith(PREFIX);

/**
 * An API key: `acgs_`, the id, 32 random bytes, and a checksum (CRC-32) of all that, in base 62. The checksum lets a typo be
 * found without a look-up, and scanners tell a key from a text that looks like one: `acgs_[0-9A-Za-z]{22}_[0-9A-Za-z]{49}`.
 *
 * @param id a UUID
 */
export function newApiKey(id: string): string {
  const named = base62(BigInt(`0x${id.replaceAll('-', '')}`), ID_LENGTH);
  const secret = base62(BigInt(`0x${randomBytes(32).toString('hex')}`), SECRET_LENGTH);
  const text = `${PREFIX}${named}_${secret}`;
  return text + checksumOf(text);
}

/** The id of a key, a UUID; null for what can't be one. */
export function idOfApiKey(key: string): string | null {
  const [, text, named, checksum] = FORM.exec(key) ?? [];
  if (text === undefined || named === undefined || checksum !== checksumOf(text)) return null;
  let id = 0n;
  for (const digit of named) id = id * BASE + BigInt(DIGITS.indexOf(digit));
  if (id >> UUID_BITS > 0n) return null;
  const hex = id.toString(16).padStart(32, '0');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}

const checksumOf = (text: string): string => base62(BigInt(crc32(text)), CHECKSUM_LENGTH);

function base62(value: bigint, length: number): string {
  let text = '';
  for (let rest = value; rest > 0n; rest /= BASE) text = `${DIGITS[Number(rest % BASE)] ?? ''}${text}`;
  return text.padStart(length, '0');
}
