import { z } from 'zod';
import { NOTHING_READ, type Progress, rootOf } from '../core/verify-log.js';
import { isMissing, readText, writeWhole } from './files.js';
import { UndecidedError } from './undecided-error.js';

const SavedSchema = z.strictObject({
  version: z.literal(1),
  key: z.string(),
  size: z.int().min(0),
  root: z.base64().length(44),
  edge: z.array(z.strictObject({ level: z.int(), index: z.int(), hashes: z.base64() })),
});

/** Where the reading of a log was left; `key` names the log that it was of. */
export class ResumeFile {
  constructor(
    private readonly file: string,
    private readonly key: string,
  ) {}

  /** From the beginning when there is no such file. @throws UndecidedError when it is another log's, or damaged */
  async read(): Promise<Progress> {
    let text: string;
    try {
      text = await readText(this.file);
    } catch (error) {
      if (error instanceof UndecidedError && isMissing(error.cause)) return NOTHING_READ;
      throw error;
    }
    const progress = this.progressOf(text);
    if (progress === null) throw new UndecidedError(`${this.file} is damaged: delete it to begin anew`);
    return progress;
  }

  async write(progress: Progress): Promise<void> {
    const { size, edge } = progress;
    const root = rootOf(progress).toString('base64');
    const tiles = edge.map((tile) => ({ ...tile, hashes: tile.hashes.toString('base64') }));
    const saved = { version: 1, key: this.key, size, root, edge: tiles };
    await writeWhole(this.file, `${JSON.stringify(saved)}\n`);
  }

  private progressOf(text: string): Progress | null {
    try {
      const { key, size, root, edge } = SavedSchema.parse(JSON.parse(text));
      if (key !== this.key) throw new UndecidedError(`${this.file} is of another log or key`);
      const tiles = edge.map((tile) => ({ ...tile, hashes: Buffer.from(tile.hashes, 'base64') }));
      const progress = { size, edge: tiles };
      return rootOf(progress).toString('base64') === root ? progress : null;
    } catch (error) {
      if (error instanceof UndecidedError) throw error;
      // Whatever else stops it from being read, it is not what was written.
      return null;
    }
  }
}
