import { parseVerifierKey, SIGNATURE_TYPES, type VerifierKey } from '@acgs/merkle';
import { z } from 'zod';

/** Verifier keys of the type `cosignature` with commas between them; each name once. */
export const witnessKeysVariable = z
  .string()
  .optional()
  .transform((list = '', context): readonly VerifierKey[] => {
    const keys = list === '' ? [] : list.split(',').map(witnessKeyOf);
    const good = keys.filter((key) => key !== null);
    if (good.length === keys.length && new Set(good.map(({ name }) => name)).size === good.length)
      return good;
    context.addIssue({
      code: 'custom',
      message: 'must be verifier keys of witnesses (name+hash+key, type 4) with commas between them',
    });
    return z.NEVER;
  });

function witnessKeyOf(text: string): VerifierKey | null {
  try {
    const key = parseVerifierKey(text.trim());
    return key.type === SIGNATURE_TYPES.cosignature ? key : null;
  } catch {
    return null;
  }
}
