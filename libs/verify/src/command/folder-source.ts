import { BUNDLE_BYTES_MAX, entriesPath, HASH_BYTES, TILE_WIDTH, tilePath } from '@acgs/merkle';
import { type Stats } from 'node:fs';
import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { type LogSource, MissingFileError } from '../core/verify-log.js';
import { isMissing, messageOf } from './files.js';
import { UndecidedError } from './undecided-error.js';

/** A log as files by their paths of C2SP tlog-tiles. A full tile may stand for a partial one that was deleted. */
export class FolderSource implements LogSource {
  constructor(private readonly folder: string) {}

  async checkpoint(): Promise<string> {
    return (await this.file('checkpoint')).toString('utf8');
  }

  async tile(level: number, index: number, width: number): Promise<Buffer> {
    const part = await this.found(tilePath(level, index, width));
    if (part !== null || width === TILE_WIDTH) return part ?? this.file(tilePath(level, index));
    const whole = await this.found(tilePath(level, index));
    if (whole === null) throw new MissingFileError(tilePath(level, index, width));
    return whole.subarray(0, width * HASH_BYTES);
  }

  async entries(index: number, width: number): Promise<Buffer> {
    const part = await this.found(entriesPath(index, width));
    const bundle = part ?? (width === TILE_WIDTH ? null : await this.found(entriesPath(index)));
    if (bundle === null) throw new MissingFileError(entriesPath(index, width));
    return bundle;
  }

  private async file(path: string): Promise<Buffer> {
    const bytes = await this.found(path);
    if (bytes === null) throw new MissingFileError(path);
    return bytes;
  }

  private async found(path: string): Promise<Buffer | null> {
    try {
      const file = join(this.folder, path);
      const { size } = await regular(file);
      if (size <= BUNDLE_BYTES_MAX) return await readFile(file);
    } catch (error) {
      if (isMissing(error)) return null;
      throw new UndecidedError(`${path} cannot be read: ${messageOf(error)}`, { cause: error });
    }
    throw new UndecidedError(`${path} has more bytes than any file of a log`);
  }
}

/** Of a device or a pipe, which a link in the folder can lead to, no size is known before it is read. */
async function regular(file: string): Promise<Stats> {
  const stats = await stat(file);
  if (!stats.isFile()) throw new Error('it is no regular file');
  return stats;
}
