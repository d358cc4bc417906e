import { decodeEntries, encodeEntries, entriesPath, tilePath } from '@acgs/merkle';
import { mkdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { type LogSource, MissingFileError } from '../core/verify-log.js';
import { messageOf, writeWhole } from './files.js';
import { FolderSource } from './folder-source.js';
import { UndecidedError } from './undecided-error.js';

/**
 * A log whose files are read from a folder, and fetched into it where they are not there. All paths are made from sizes here:
 * none comes from the log, so that nothing is written beside the folder.
 */
export class MirrorSource implements LogSource {
  readonly readAhead = 8;
  private readonly copy: FolderSource;
  private written = 0;

  constructor(
    private readonly log: LogSource,
    private readonly folder: string,
  ) {
    this.copy = new FolderSource(folder, this.readAhead);
  }

  /** Files that were fetched so far. */
  get fetched(): number {
    return this.written;
  }

  checkpoint(): string | Promise<string> {
    return this.log.checkpoint();
  }

  async tile(level: number, index: number, width: number): Promise<Buffer> {
    const kept = present(() => this.copy.tile(level, index, width));
    if (kept !== null) return kept;
    return await this.keep(tilePath(level, index, width), await this.log.tile(level, index, width));
  }

  async entries(index: number, width: number): Promise<Buffer> {
    const kept = present(() => this.copy.entries(index, width));
    if (kept !== null) return kept;
    return await this.keep(
      entriesPath(index, width),
      firstEntries(await this.log.entries(index, width), width),
    );
  }

  private async keep(path: string, bytes: Buffer): Promise<Buffer> {
    const file = join(this.folder, path);
    try {
      await mkdir(dirname(file), { recursive: true });
    } catch (error) {
      throw new UndecidedError(`${dirname(file)} cannot be made: ${messageOf(error)}`, { cause: error });
    }
    await writeWhole(file, bytes);
    this.written += 1;
    return bytes;
  }
}

function present(read: () => Buffer): Buffer | null {
  try {
    return read();
  } catch (error) {
    if (error instanceof MissingFileError) return null;
    throw error;
  }
}

/** A log may give a full bundle where part of it was asked for. */
function firstEntries(bundle: Buffer, width: number): Buffer {
  const entries = decodeEntries(bundle);
  return entries.length > width ? encodeEntries(entries.slice(0, width)) : bundle;
}
