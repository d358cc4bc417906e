import { BUNDLE_BYTES_MAX, entriesPath, HASH_BYTES, TILE_WIDTH, tilePath } from '@acgs/merkle';
import { closeSync, constants, fstatSync, openSync, readSync } from 'node:fs';
import { join } from 'node:path';
import { type LogSource, MissingFileError } from '../core/verify-log.js';
import { isMissing, messageOf } from './files.js';
import { UndecidedError } from './undecided-error.js';

const BUNDLE_BYTES_USUAL = TILE_WIDTH * 1024;
// Opening a pipe, which a link in the folder can lead to, would wait for its writer.
const FLAGS = constants.O_RDONLY | constants.O_NONBLOCK;

/**
 * A log as files by their paths of C2SP tlog-tiles. A full tile may stand for a partial one that was deleted. Files are read
 * by the thread that hashes them: to hand each of their four calls to another one costs ten times what they take.
 */
export class FolderSource implements LogSource {
  /** For one bundle after the other, which are too large to allocate memory for each of them. */
  private readonly bundles: Buffer[] = [];
  private asked = 0;

  constructor(
    private readonly folder: string,
    readonly readAhead = 1,
  ) {}

  checkpoint(): string {
    return this.file('checkpoint').toString('utf8');
  }

  tile(level: number, index: number, width: number): Buffer {
    const part = this.found(tilePath(level, index, width));
    if (part !== null || width === TILE_WIDTH) return part ?? this.file(tilePath(level, index));
    const whole = this.found(tilePath(level, index));
    if (whole === null) throw new MissingFileError(tilePath(level, index, width));
    return whole.subarray(0, width * HASH_BYTES);
  }

  entries(index: number, width: number): Buffer {
    const place = this.asked++ % this.readAhead;
    const roomy = (bytes: number): Buffer => {
      const room = this.bundles[place];
      if (room !== undefined && room.length >= bytes) return room;
      return (this.bundles[place] = anew(Math.max(bytes, BUNDLE_BYTES_USUAL)));
    };
    const part = this.found(entriesPath(index, width), roomy);
    const bundle = part ?? (width === TILE_WIDTH ? null : this.found(entriesPath(index), roomy));
    if (bundle === null) throw new MissingFileError(entriesPath(index, width));
    return bundle;
  }

  private file(path: string): Buffer {
    const bytes = this.found(path);
    if (bytes === null) throw new MissingFileError(path);
    return bytes;
  }

  private found(path: string, allocate: Allocate = anew): Buffer | null {
    let bytes: Buffer | null;
    try {
      bytes = bytesOf(join(this.folder, path), allocate);
    } catch (error) {
      if (isMissing(error)) return null;
      throw new UndecidedError(`${path} cannot be read: ${messageOf(error)}`, { cause: error });
    }
    if (bytes === null) throw new UndecidedError(`${path} has more bytes than any file of a log`);
    return bytes;
  }
}

type Allocate = (bytes: number) => Buffer;

const anew: Allocate = (bytes) => Buffer.allocUnsafeSlow(bytes);

/** Null when there are too many. */
function bytesOf(file: string, allocate: Allocate): Buffer | null {
  const descriptor = openSync(file, FLAGS);
  try {
    const stats = fstatSync(descriptor);
    // Of a device or a pipe no size is known before it is read.
    if (!stats.isFile()) throw new Error('it is no regular file');
    if (stats.size > BUNDLE_BYTES_MAX) return null;
    const bytes = allocate(stats.size);
    return bytes.subarray(0, readUpTo(descriptor, bytes, stats.size));
  } finally {
    closeSync(descriptor);
  }
}

function readUpTo(descriptor: number, bytes: Buffer, size: number): number {
  let at = 0;
  while (at < size) {
    const read = readSync(descriptor, bytes, at, size - at, at);
    if (read === 0) break;
    at += read;
  }
  return at;
}
