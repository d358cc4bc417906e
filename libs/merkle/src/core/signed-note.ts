import { decodeBase64 } from './base64.js';
import { MalformedError } from './merkle.errors.js';
import { isKeyName, KEY_HASH_BYTES } from './verifier-key.js';

/** One signature line of a note. */
export interface NoteSignature {
  readonly name: string;
  readonly keyHash: Buffer;
  readonly signature: Buffer;
}

/** A note taken apart. Nothing in it has been verified. */
export interface ParsedNote {
  readonly text: string;
  readonly signatures: readonly NoteSignature[];
}

/** Whoever can sign notes: a key in memory, in a file, or in a key service. */
export interface NoteSigner {
  readonly name: string;
  /** Four bytes; see `keyHashOf`. */
  readonly keyHash: Buffer;
  sign(message: Uint8Array): Buffer | Promise<Buffer>;
}

const NOTE_BYTES_MAX = 1_000_000;
const SIGNATURES_MAX = 100;
const LINE_START = '— ';

/**
 * The note of a text: the text, an empty line, a line for each signer (C2SP signed-note).
 *
 * @throws MalformedError when the text does not end in a newline or has control characters, or nobody signs.
 */
export async function signNote(text: string, signers: readonly NoteSigner[]): Promise<string> {
  requireText(text);
  if (signers.length === 0) throw new MalformedError('note', 'a note has a signature at least');
  const lines = signers.map(async (signer) => {
    const signature = await signer.sign(Buffer.from(text));
    return signatureLine({ name: signer.name, keyHash: signer.keyHash, signature });
  });
  return noteOf(text, await Promise.all(lines));
}

/**
 * Takes a note apart without verifying it. The text is all up to the last empty line, its own newline included.
 *
 * @throws MalformedError when it is no note, has more than 1 000 000 bytes or more than 100 signatures.
 */
export function parseNote(note: string): ParsedNote {
  if (Buffer.byteLength(note) > NOTE_BYTES_MAX) throw new MalformedError('note', 'a note has 1 MB at most');
  const split = note.lastIndexOf('\n\n');
  if (split < 0) throw new MalformedError('note', 'a note has an empty line before its signatures');
  const text = note.slice(0, split + 1);
  requireText(text);
  const lines = note.slice(split + 2).split('\n');
  if (lines.pop() !== '' || lines.length === 0) {
    throw new MalformedError('note', 'a note ends with a signature and a newline');
  }
  if (lines.length > SIGNATURES_MAX) throw new MalformedError('note', 'a note has 100 signatures at most');
  return { text, signatures: lines.map(parseSignatureLine) };
}

/**
 * Adds signature lines, such as those of witnesses, to a note. A line takes the place of an older one by the same key.
 *
 * @throws MalformedError when the note or a line is malformed.
 */
export function addSignatures(note: string, signatureLines: readonly string[]): string {
  const { text, signatures } = parseNote(note);
  const byKey = new Map<string, NoteSignature>();
  for (const signature of [...signatures, ...signatureLines.map(parseSignatureLine)]) {
    byKey.set(`${signature.name}+${signature.keyHash.toString('hex')}`, signature);
  }
  const signed = noteOf(text, [...byKey.values()].map(signatureLine));
  parseNote(signed);
  return signed;
}

/** The line that a signature has in a note, without the newline. */
export function signatureLine({ name, keyHash, signature }: NoteSignature): string {
  if (!isKeyName(name) || keyHash.length !== KEY_HASH_BYTES || signature.length === 0) {
    throw new MalformedError('signature', `a signature of ${JSON.stringify(name)} has no line in a note`);
  }
  return `${LINE_START}${name} ${Buffer.concat([keyHash, signature]).toString('base64')}`;
}

function noteOf(text: string, lines: readonly string[]): string {
  return `${text}\n${lines.join('\n')}\n`;
}

function parseSignatureLine(line: string): NoteSignature {
  const [name = '', base64 = '', ...rest] = line.slice(LINE_START.length).split(' ');
  const bytes = decodeBase64(base64);
  if (!line.startsWith(LINE_START) || !isKeyName(name) || rest.length > 0) {
    throw new MalformedError('signature', 'a signature line has a dash, the name of a key and base64');
  }
  if (bytes === null || bytes.length <= KEY_HASH_BYTES) {
    throw new MalformedError(
      'signature',
      `the signature of ${name} is no base64 of a key hash and a signature`,
    );
  }
  return { name, keyHash: bytes.subarray(0, KEY_HASH_BYTES), signature: bytes.subarray(KEY_HASH_BYTES) };
}

function requireText(text: string): void {
  if (!text.endsWith('\n')) throw new MalformedError('note', 'the text of a note ends in a newline');
  if (/[\x00-\x09\x0b-\x1f]/.test(text) || !text.isWellFormed()) {
    throw new MalformedError('note', 'the text of a note has no control characters and is Unicode');
  }
}
