import {
  decodeEntries,
  encodeEntries,
  entriesPath,
  growTree,
  HASH_BYTES,
  leafHash,
  parseCheckpoint,
  parseNote,
  TILE_WIDTH,
  tilePath,
} from '@acgs/merkle';
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { oneOf, withBit } from './document-changes.js';

export const FOLDER_CHANGES = [
  'bit',
  'swap',
  'removal',
  'cut',
  'replacement',
  'rewriting',
  'rollback',
] as const;
type FolderChange = (typeof FOLDER_CHANGES)[number];

/** What is at these paths instead; null: nothing. */
type Changes = ReadonlyMap<string, Buffer | null>;

/** A copy of a log in a folder, which is changed and put right again. */
export class ChangedFolder {
  private constructor(
    private readonly folder: string,
    private readonly files: ReadonlyMap<string, Buffer>,
    private readonly entries: readonly Buffer[],
    private readonly earlierCheckpoints: readonly string[],
  ) {}

  static async of(folder: string, earlierCheckpoints: readonly string[]): Promise<ChangedFolder> {
    const found = await readdir(folder, { recursive: true, withFileTypes: true });
    const paths = found.filter((one) => one.isFile()).map((one) => join(one.parentPath, one.name));
    const files = new Map<string, Buffer>();
    for (const path of paths.sort()) files.set(path.slice(folder.length + 1), await readFile(path));
    const bundles = [...files].filter(([path]) => path.startsWith('tile/entries/'));
    const entries = bundles.flatMap(([, bytes]) => decodeEntries(bytes));
    return new ChangedFolder(folder, files, entries, earlierCheckpoints);
  }

  /** Makes a random change, null when it would be none, and gives what puts it right. */
  async change(
    kind: FolderChange,
    random: () => number,
  ): Promise<{ readonly what: string; readonly undo: () => Promise<void> } | null> {
    const changes = [...this.changes(kind, random)].filter(([path, bytes]) => !this.is(path, bytes));
    if (changes.length === 0) return null;
    await this.write(new Map(changes));
    const undo = (): Promise<void> =>
      this.write(new Map(changes.map(([path]) => [path, this.files.get(path) ?? null])));
    return { what: changes.map(([path]) => path).join(', '), undo };
  }

  /** Puts another checkpoint over the same files, and gives what puts it right. */
  async underCheckpoint(note: string): Promise<() => Promise<void>> {
    await this.write(new Map([['checkpoint', Buffer.from(note)]]));
    return () => this.write(new Map([['checkpoint', this.at('checkpoint')]]));
  }

  private changes(kind: FolderChange, random: () => number): Changes {
    const path = oneOf([...this.files.keys()], random);
    const bytes = this.at(path);
    switch (kind) {
      case 'bit':
        return new Map([[path, withBit(bytes, random)]]);
      case 'cut':
        return new Map([[path, bytes.subarray(0, Math.floor(random() * bytes.length))]]);
      case 'removal':
        return new Map([[path, null]]);
      case 'swap': {
        const other = oneOf([...this.files.keys()], random);
        return new Map([
          [path, this.at(other)],
          [other, bytes],
        ]);
      }
      case 'replacement':
        return this.replaced(random, false);
      case 'rewriting':
        return this.replaced(random, true);
      case 'rollback':
        return this.earlier(oneOf(this.earlierCheckpoints, random));
    }
  }

  /** The log as it was: with the partial files of then. */
  private earlier(note: string): Changes {
    const { size } = parseCheckpoint(parseNote(note).text);
    const entries = this.entries.slice(0, size);
    const changes = new Map<string, Buffer>([['checkpoint', Buffer.from(note)]]);
    for (const [path, hashes] of tilesOf(entries)) changes.set(path, hashes);
    const part = entries.slice(size - (size % TILE_WIDTH));
    if (part.length > 0) {
      changes.set(entriesPath(Math.floor(size / TILE_WIDTH), part.length), encodeEntries(part));
    }
    return changes;
  }

  /** Another valid entry in an entry's place, and on request all tiles as they would be with it. */
  private replaced(random: () => number, withTiles: boolean): Changes {
    const place = Math.floor(random() * this.entries.length);
    const entries = this.entries.with(place, oneOf(this.entries, random));
    const index = Math.floor(place / TILE_WIDTH);
    const bundle = entries.slice(index * TILE_WIDTH, (index + 1) * TILE_WIDTH);
    const changes = new Map([[entriesPath(index, bundle.length), encodeEntries(bundle)]]);
    if (!withTiles) return changes;
    for (const [path, hashes] of tilesOf(entries)) changes.set(path, hashes);
    return changes;
  }

  private is(path: string, bytes: Buffer | null): boolean {
    const now = this.files.get(path);
    return bytes === null ? now === undefined : now?.equals(bytes) === true;
  }

  private at(path: string): Buffer {
    return this.files.get(path) ?? Buffer.alloc(0);
  }

  private async write(changes: Changes): Promise<void> {
    for (const [path, bytes] of changes) {
      if (bytes === null) await rm(join(this.folder, path));
      else {
        await mkdir(dirname(join(this.folder, path)), { recursive: true });
        await writeFile(join(this.folder, path), bytes);
      }
    }
  }
}

const tilesOf = (entries: readonly Buffer[]): (readonly [string, Buffer])[] =>
  growTree(0, [], entries.map(leafHash)).tiles.map(({ level, index, hashes }) => [
    tilePath(level, index, hashes.length / HASH_BYTES),
    hashes,
  ]);
