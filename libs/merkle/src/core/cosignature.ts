import { SIGNATURE_BYTES, verifyEd25519 } from './ed25519.js';
import { MalformedError, UnverifiedNoteError } from './merkle.errors.js';
import { type NoteSigner, parseNote, signatureLine } from './signed-note.js';
import { SIGNATURE_TYPES, type VerifierKey } from './verifier-key.js';

const TIMESTAMP_BYTES = 8;

/**
 * A witness's signature line for a checkpoint, given the text of its note (C2SP tlog-cosignature, `cosignature/v1`). The
 * signer's key hash is that of the type `cosignature`. `addSignatures` puts the line into the note.
 *
 * @throws MalformedError when the time is not a whole number of seconds since 1970.
 */
export async function cosign(
  checkpointNoteText: string,
  timestampSeconds: number,
  signer: NoteSigner,
): Promise<string> {
  if (!Number.isSafeInteger(timestampSeconds) || timestampSeconds < 0) {
    throw new MalformedError('signature', `${timestampSeconds} is no time in seconds`);
  }
  const time = Buffer.alloc(TIMESTAMP_BYTES);
  time.writeBigUInt64BE(BigInt(timestampSeconds));
  const signature = await signer.sign(messageOf(checkpointNoteText, timestampSeconds));
  return signatureLine({
    name: signer.name,
    keyHash: signer.keyHash,
    signature: Buffer.concat([time, signature]),
  });
}

/**
 * When the witness signed the note, in seconds since 1970: the latest time where it did so more than once.
 *
 * @throws MalformedError when it is no note.
 * @throws UnverifiedNoteError when the witness did not sign it, or a signature in its name is wrong.
 */
export function verifyCosignature(note: string, key: VerifierKey): number {
  const { text, signatures } = parseNote(note);
  if (key.type !== SIGNATURE_TYPES.cosignature)
    throw new UnverifiedNoteError(`${key.name} is no witness's key`);
  const times = signatures
    .filter(({ name, keyHash }) => name === key.name && keyHash.equals(key.keyHash))
    .map(({ signature }) => cosignatureTime(text, signature, key.publicKey));
  if (times.length === 0) throw new UnverifiedNoteError(`the note has no cosignature of ${key.name}`);
  const good = times.filter((time) => time !== null);
  if (good.length < times.length) throw new UnverifiedNoteError(`a cosignature of ${key.name} is wrong`);
  return Math.max(...good);
}

/** When a cosignature was made, in seconds since 1970, or null when it is wrong. */
export function cosignatureTime(text: string, signature: Uint8Array, publicKey: Uint8Array): number | null {
  if (signature.length !== TIMESTAMP_BYTES + SIGNATURE_BYTES) return null;
  const time = Number(Buffer.from(signature.subarray(0, TIMESTAMP_BYTES)).readBigUInt64BE());
  if (!Number.isSafeInteger(time)) return null;
  const good = verifyEd25519(publicKey, messageOf(text, time), signature.subarray(TIMESTAMP_BYTES));
  return good ? time : null;
}

function messageOf(text: string, timestampSeconds: number): Buffer {
  return Buffer.from(`cosignature/v1\ntime ${timestampSeconds}\n${text}`);
}
