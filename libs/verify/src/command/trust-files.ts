import { MalformedError, parseVerifierKey, SIGNATURE_TYPES, type VerifierKey } from '@acgs/merkle';
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
    last: null,
  };
  if (last === null) return trust;
  // Witnesses may have come later than that checkpoint, so that the log's own signature has to do.
  const { checkpoint, faults } = openCheckpoint(await readText(last), { ...trust, witnesses: [] }, last);
  if (checkpoint === null) {
    const why = faults.map(({ message }) => message).join('; ');
    throw new UndecidedError(`${last} is no checkpoint to compare with: ${why}`);
  }
  return { ...trust, last: checkpoint };
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
