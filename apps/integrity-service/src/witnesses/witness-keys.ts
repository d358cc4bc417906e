import { parseVerifierKey, SIGNATURE_TYPES, type VerifierKey } from '@acgs/merkle';
import { z } from 'zod';

/** So many signatures have room in a note (C2SP signed-note) beside those of the log itself. */
const WITNESSES_MAX = 50;

/** Verifier keys of the type `cosignature` with commas between them; a name with one key. One that is given twice counts once. */
export const witnessKeysVariable = z
  .string()
  .optional()
  .transform((list = '', context): readonly VerifierKey[] => {
    const texts = list === '' ? [] : list.split(',').map((text) => text.trim());
    const keys = [...new Set(texts)].map(witnessKeyOf);
    const good = keys.filter((key) => key !== null);
    const names = new Set(good.map(({ name }) => name));
    if (names.size === keys.length && names.size <= WITNESSES_MAX) return good;
    context.addIssue({
      code: 'custom',
      message:
        'must be verifier keys of 50 witnesses at most (name+hash+key, type 4), one for each name, with commas between them',
    });
    return z.NEVER;
  });

function witnessKeyOf(text: string): VerifierKey | null {
  try {
    const key = parseVerifierKey(text);
    return key.type === SIGNATURE_TYPES.cosignature ? key : null;
  } catch {
    return null;
  }
}
