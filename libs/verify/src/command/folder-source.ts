import { entriesPath, HASH_BYTES, TILE_WIDTH, tilePath } from '@acgs/merkle';
import { readFile } from 'node:fs/promises';
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
      return await readFile(join(this.folder, path));
    } catch (error) {
      if (isMissing(error)) return null;
      throw new UndecidedError(`${path} cannot be read: ${messageOf(error)}`, { cause: error });
    }
  }
}
