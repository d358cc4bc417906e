import {
  MalformedError,
  type ParsedCheckpoint,
  parseVerifierKey,
  SIGNATURE_TYPES,
  type VerifierKey,
} from '@acgs/merkle';
import { openCheckpoint, type Trust } from '../core/trust.js';
import { readText } from './files.js';
import { type Options } from './options.js';
import { UndecidedError } from './undecided-error.js';

/** What the caller trusts. @throws UndecidedError when a key or the last checkpoint is none, or cannot be read */
export async function readTrust({ keys, keyFile, witnesses, last }: Options): Promise<Trust> {
  const lines = keyFile === null ? [] : (await readText(keyFile)).split('\n').map((line) => line.trim());
  const trust: Trust = {
    keys: [...keys, ...lines.filter((line) => line !== '')].map(logKey),
    witnesses: witnesses.map(witnessKey),
    seen: [],
  };
  return last === null ? trust : { ...trust, seen: [seenCheckpoint(await readText(last), trust, last)] };
}

/** A checkpoint that was seen and kept. @throws UndecidedError when it is none of this log */
export function seenCheckpoint(note: string, trust: Trust, file: string): ParsedCheckpoint {
  // Witnesses may have come later than that checkpoint, so that the log's own signature has to do.
  const { checkpoint, faults } = openCheckpoint(note, { ...trust, witnesses: [], seen: [] }, file);
  if (checkpoint !== null) return checkpoint;
  const why = faults.map(({ message }) => message).join('; ');
  throw new UndecidedError(`${file} is no checkpoint to compare with: ${why}`);
}

function logKey(text: string): VerifierKey {
  const key = keyOf(text);
  if (key.type !== SIGNATURE_TYPES.ed25519)
    throw new UndecidedError(`${key.name} is a witness: use --witness`);
  return key;
}

function witnessKey(text: string): VerifierKey {
  const key = keyOf(text);
  if (key.type !== SIGNATURE_TYPES.cosignature)
    throw new UndecidedError(`${key.name} is no witness: use --key`);
  return key;
}

function keyOf(text: string): VerifierKey {
  try {
    return parseVerifierKey(text);
  } catch (error) {
    if (!(error instanceof MalformedError)) throw error;
    throw new UndecidedError(error.message, { cause: error });
  }
}
