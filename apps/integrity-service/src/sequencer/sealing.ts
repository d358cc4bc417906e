import { memberAt } from '@acgs/contracts';
import { canonicalJson } from '@acgs/merkle';
import { createHash, randomFillSync } from 'node:crypto';

const SALT_BYTES = 32;
/** Random bytes are drawn for so many salts at once: a call costs as much as a hundred salts. */
const SALTS_AT_ONCE = 128;

/** Kept beside the leaf, which has only the commitment. */
export interface SealedField {
  readonly pointer: string;
  readonly salt: Buffer;
  readonly value: unknown;
}

let salts = Buffer.alloc(0);

/**
 * Puts a commitment in the place of what a JSON Pointer names, and gives what it was made of; none where there is nothing, or
 * less than so many characters.
 */
export function sealedAt(root: object, pointer: string, atLeast = 0): SealedField[] {
  const member = memberAt(root, pointer);
  if (member === null) return [];
  const { holder, name } = member;
  const value = holder[name];
  const text = canonicalJson(value);
  if (text.length < atLeast) return [];
  const salt = nextSalt();
  holder[name] = createHash('sha256').update(salt).update(text).digest('hex');
  return [{ pointer, salt, value }];
}

function nextSalt(): Buffer {
  if (salts.length === 0) salts = randomFillSync(Buffer.allocUnsafeSlow(SALT_BYTES * SALTS_AT_ONCE));
  const salt = salts.subarray(0, SALT_BYTES);
  salts = salts.subarray(SALT_BYTES);
  return salt;
}
