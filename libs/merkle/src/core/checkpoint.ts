import { decodeBase64 } from './base64.js';
import { MalformedError } from './merkle.errors.js';
import { EMPTY_ROOT, HASH_BYTES } from './tree-hash.js';
import { isTreeSize } from './tree-size.js';

/** What a log says of its tree at one time (C2SP tlog-checkpoint). */
export interface Checkpoint {
  /** Names the log; the name of its key is the same by custom. */
  readonly origin: string;
  readonly size: number;
  readonly root: Uint8Array;
  /** Further lines, not empty; their meaning is the log's own affair. */
  readonly extensions?: readonly string[];
}

/** A checkpoint that was read: it has its extensions, none mostly. */
export interface ParsedCheckpoint extends Required<Checkpoint> {
  readonly root: Buffer;
}

const SIZE = /^(?:0|[1-9][0-9]*)$/;

/**
 * The text of a checkpoint's note.
 *
 * @throws MalformedError when it would not be read back: an empty or broken line, no size of a tree, no root of 32 bytes, an
 * empty tree with another root than that of nothing.
 */
export function formatCheckpoint({ origin, size, root, extensions = [] }: Checkpoint): string {
  const text = [origin, String(size), Buffer.from(root).toString('base64'), ...extensions, ''].join('\n');
  if (parseCheckpoint(text).extensions.length !== extensions.length) {
    throw new MalformedError('checkpoint', 'a line of a checkpoint has no newline');
  }
  return text;
}

/**
 * Reads the text of a checkpoint's note; nothing is verified by it.
 *
 * @throws MalformedError when it is not of the one form that C2SP tlog-checkpoint gives it.
 */
export function parseCheckpoint(text: string): ParsedCheckpoint {
  const lines = text.split('\n');
  const end = lines.pop();
  const [origin = '', size = '', root = '', ...extensions] = lines;
  if (end !== '' || lines.length < 3 || lines.includes('')) {
    throw new MalformedError('checkpoint', 'a checkpoint has three lines or more, none of them empty');
  }
  if (/[\x00-\x09\x0b-\x1f]/.test(text) || !text.isWellFormed()) {
    throw new MalformedError('checkpoint', 'a checkpoint has no control characters and is Unicode');
  }
  if (!SIZE.test(size) || !isTreeSize(Number(size))) {
    throw new MalformedError('checkpoint', 'the second line is the size of the tree, without leading zeros');
  }
  const hash = decodeBase64(root);
  if (hash?.length !== HASH_BYTES) {
    throw new MalformedError('checkpoint', 'the third line is the root, 32 bytes in base64');
  }
  if (size === '0' && !hash.equals(EMPTY_ROOT)) {
    throw new MalformedError('checkpoint', 'the empty tree has another root');
  }
  return { origin, size: Number(size), root: hash, extensions };
}
