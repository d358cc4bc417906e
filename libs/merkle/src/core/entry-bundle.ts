import { hash } from 'node:crypto';
import { EntryTooLargeError, MalformedError } from './merkle.errors.js';
import { TILE_WIDTH } from './tile-path.js';
import { HASH_BYTES, LEAF_PREFIX } from './tree-hash.js';

/** The longest entry that a bundle can hold: its length stands before it in two bytes. */
export const ENTRY_BYTES_MAX = 65_535;

const LENGTH_BYTES = 2;

/** A full bundle of the longest entries: no file of a log has more bytes. */
export const BUNDLE_BYTES_MAX = TILE_WIDTH * (LENGTH_BYTES + ENTRY_BYTES_MAX);

/**
 * A bundle of entries: each one with its length before it, big-endian in two bytes (C2SP tlog-tiles).
 *
 * @throws EntryTooLargeError when an entry has more than 65535 bytes.
 */
export function encodeEntries(entries: readonly Uint8Array[]): Buffer {
  const tooLarge = entries.find(({ length }) => length > ENTRY_BYTES_MAX);
  if (tooLarge !== undefined) throw new EntryTooLargeError(tooLarge.length);
  const bundle = Buffer.alloc(entries.reduce((bytes, { length }) => bytes + LENGTH_BYTES + length, 0));
  let at = 0;
  for (const entry of entries) {
    bundle.writeUInt16BE(entry.length, at);
    bundle.set(entry, at + LENGTH_BYTES);
    at += LENGTH_BYTES + entry.length;
  }
  return bundle;
}

/**
 * The entries of a bundle, in order, as views of its bytes.
 *
 * @throws MalformedError when the bytes end within an entry, or hold more than 256: an empty one costs a hostile log two bytes,
 * and whoever reads it fifty times that.
 */
export function decodeEntries(bytes: Uint8Array): Buffer[] {
  const bundle = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const entries: Buffer[] = [];
  forEachEntry(bundle, (start, end) => entries.push(bundle.subarray(start, end)));
  return entries;
}

/**
 * The leaf hashes of a bundle's entries, 32 bytes each, one after the other. Two thirds of what it costs to take the bundle
 * apart first: an entry is hashed where it stands. The byte before it takes the prefix of a leaf meanwhile, and is put
 * back.
 *
 * @throws MalformedError as `decodeEntries` does.
 */
export function entryHashes(bundle: Uint8Array): Buffer {
  const hashes = Buffer.allocUnsafe(TILE_WIDTH * HASH_BYTES);
  let bytes = 0;
  forEachEntry(bundle, (start, end) => {
    const length = bundle[start - 1] ?? 0;
    bundle[start - 1] = LEAF_PREFIX;
    hashes.write(hash('sha256', bundle.subarray(start - 1, end), 'binary'), bytes, 'latin1');
    bundle[start - 1] = length;
    bytes += HASH_BYTES;
  });
  return hashes.subarray(0, bytes);
}

function forEachEntry(bundle: Uint8Array, visit: (start: number, end: number) => void): void {
  let entries = 0;
  for (let at = 0; at < bundle.length; entries += 1) {
    if (entries === TILE_WIDTH) {
      throw new MalformedError('bundle', `the bundle has more than ${TILE_WIDTH} entries`);
    }
    const start = at + LENGTH_BYTES;
    const end = start + (bundle[at] ?? 0) * 256 + (bundle[at + 1] ?? 0);
    if (end > bundle.length) {
      throw new MalformedError('bundle', `the bundle ends within its entry ${entries}`);
    }
    visit(start, end);
    at = end;
  }
}
