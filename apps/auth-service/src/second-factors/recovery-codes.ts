import { createHash, randomBytes } from 'node:crypto';

const CODES = 10;
const CODE_BYTES = 10;
const ALPHABET = 'abcdefghjkmnpqrstvwxyz0123456789';

/** Ten codes of 80 random bits each, as `xxxx-xxxx-xxxx-xxxx` without signs that look alike. */
export const newRecoveryCodes = (): string[] => Array.from({ length: CODES }, newCode);

/** SHA-256 of what was typed, dashes, spaces and case aside: there is nothing to guess, so it need not be slow. */
export const hashOfRecoveryCode = (code: string): Buffer =>
  createHash('sha256')
    .update(code.toLowerCase().replace(/[^a-z0-9]/g, ''), 'utf8')
    .digest();

function newCode(): string {
  let bits = BigInt(`0x${randomBytes(CODE_BYTES).toString('hex')}`);
  let code = '';
  for (let index = 0; index < 16; index++) {
    code += ALPHABET.charAt(Number(bits & 31n));
    bits >>= 5n;
  }
  return code.replace(/(.{4})(?=.)/g, '$1-');
}
