import {
  consistencyProof,
  type EdgeTile,
  edgeTiles,
  entriesPath,
  entryHashes,
  growTree,
  HASH_BYTES,
  MalformedError,
  type ParsedCheckpoint,
  TILE_WIDTH,
  tilePath,
  type TileSource,
  verifyConsistency,
} from '@acgs/merkle';
import { type Fault } from './fault.js';
import { openCheckpoint, type Trust } from './trust.js';

/** A log as C2SP tlog-tiles has it, in a folder or at an address. */
export interface LogSource extends TileSource {
  /** How many bundles are asked for before the first of them is there: 1 where nothing is gained by waiting for more. */
  readonly readAhead: number;
  checkpoint(): string | Promise<string>;
  tile(level: number, index: number, width: number): Buffer | Promise<Buffer>;
  /** A bundle of entries; at least `width` of them. Its bytes are good until `readAhead` more bundles were asked for. */
  entries(index: number, width: number): Buffer | Promise<Buffer>;
}

/** A file that the log has to have and does not: a fault of the log, unlike one that cannot be reached just now. */
export class MissingFileError extends Error {
  override readonly name = 'MissingFileError';

  constructor(readonly path: string) {
    super(`${path} is missing`);
  }
}

/** How far the entries were read: the partial tiles of the tree over them. Made by this command, and trusted as such. */
export interface Progress {
  readonly size: number;
  readonly edge: readonly EdgeTile[];
}

export interface LogResult {
  readonly faults: readonly Fault[];
  readonly checkpoint: ParsedCheckpoint | null;
  readonly note: string;
  readonly progress: Progress;
}

export const NOTHING_READ: Progress = { size: 0, edge: [] };

/** After each bundle: how far the entries were read, and of how many. What it gives is waited for. */
export type OnProgress = (progress: Progress, size: number) => void | Promise<void>;

/**
 * Reads every entry of the log, a bundle at a time, builds the tree from them and compares each tile with the log's, the root
 * with the checkpoint's, and on the way the roots at the sizes of the checkpoints seen before with theirs. Ends at the first
 * fault, whose path is the file. Memory is bounded by a few bundles. About 2 µs for a leaf of 900 bytes.
 */
export async function verifyLog(
  source: LogSource,
  trust: Trust,
  from: Progress = NOTHING_READ,
  onProgress: OnProgress = () => undefined,
): Promise<LogResult> {
  let note = '';
  let checkpoint: ParsedCheckpoint | null = null;
  try {
    note = await source.checkpoint();
    const opened = openCheckpoint(note, trust, 'checkpoint');
    checkpoint = opened.checkpoint;
    if (checkpoint === null) return { faults: opened.faults, checkpoint, note, progress: from };
    const scan = new LogScan(source, checkpoint, trust.seen, from);
    const fault =
      scan.rollback() ?? (await scan.earlier()) ?? (await scan.read(onProgress)) ?? (await scan.end());
    return { faults: fault === null ? [] : [fault], checkpoint, note, progress: scan.progress };
  } catch (error) {
    return { faults: [faultOf(error)], checkpoint, note, progress: from };
  }
}

/** What breaks off the reading and is the log's own fault; all else is nobody's, and thrown again. */
function faultOf(error: unknown): Fault {
  if (error instanceof MissingFileError) return { path: error.path, message: 'it is missing' };
  if (error instanceof MalformedError) return { path: error.part, message: error.message };
  throw error;
}

class LogScan {
  private readonly tilesAhead = new Map<number, Buffer | Promise<Buffer>>();

  constructor(
    private readonly source: LogSource,
    private readonly checkpoint: ParsedCheckpoint,
    private readonly seen: readonly ParsedCheckpoint[],
    public progress: Progress,
  ) {}

  rollback(): Fault | null {
    const { size } = this.checkpoint;
    const seen = Math.max(this.progress.size, ...this.seen.map((before) => before.size));
    if (size >= seen) return null;
    return { path: 'checkpoint', message: `it has ${size} leaves where ${seen} were there before` };
  }

  /** Checkpoints that reading begins after: by proof, since their leaves are not read again. */
  async earlier(): Promise<Fault | null> {
    const { progress, checkpoint } = this;
    for (const last of this.seen) {
      if (last.size === 0 || last.size > progress.size) continue;
      const proof = await consistencyProof(this.source, last.size, checkpoint.size);
      const sizes = { size1: last.size, size2: checkpoint.size };
      const consistent = verifyConsistency({ ...sizes, root1: last.root, root2: checkpoint.root, proof });
      if (!consistent) return forked(last);
    }
    return null;
  }

  async read(onProgress: OnProgress): Promise<Fault | null> {
    const { size } = this.checkpoint;
    const ahead: (Buffer | Promise<Buffer>)[] = [];
    const first = Math.floor(this.progress.size / TILE_WIDTH);
    let next = first;
    for (let index = first; index * TILE_WIDTH < size; index += 1) {
      for (; next < index + this.source.readAhead && next * TILE_WIDTH < size; next += 1) {
        const width = widthOf(next, size);
        ahead.push(begun(this.source.entries(next, width)));
        if (width === TILE_WIDTH) this.tilesAhead.set(next, begun(this.source.tile(0, next, width)));
      }
      const fault = await this.bundle(index, (await ahead.shift()) ?? Buffer.alloc(0));
      if (fault !== null) return fault;
      await onProgress(this.progress, size);
    }
    return null;
  }

  /** The tiles at the right edge, and the root. */
  async end(): Promise<Fault | null> {
    const { size, root } = this.checkpoint;
    const edge = new Map(this.progress.edge.map((tile) => [tilePath(tile.level, tile.index), tile]));
    for (const { level, index, width } of edgeTiles(size)) {
      const tile = edge.get(tilePath(level, index));
      const fault = tile === undefined ? null : await this.compared(tile, width);
      if (fault !== null) return fault;
    }
    if (rootOf(this.progress).equals(root)) return null;
    return { path: 'checkpoint', message: `its root is not that of the ${size} entries and tiles` };
  }

  private async bundle(index: number, bytes: Buffer): Promise<Fault | null> {
    const width = widthOf(index, this.checkpoint.size);
    const path = entriesPath(index, width);
    const all = hashesIn(bytes, path);
    if (!Buffer.isBuffer(all)) return all;
    const entries = all.length / HASH_BYTES;
    if (entries < width) {
      return { path, message: `it has ${entries} entries where the checkpoint asks for ${width}` };
    }
    if (entries > width && entries !== TILE_WIDTH) {
      return { path, message: `it has ${entries} entries, not ${width}` };
    }
    const done = this.progress.size - index * TILE_WIDTH;
    const hashes = all.subarray(done * HASH_BYTES, width * HASH_BYTES);
    return this.seenRoots(hashes) ?? (await this.grow(hashes));
  }

  /** The roots at the sizes of the checkpoints seen before that are within these leaves. */
  private seenRoots(hashes: Buffer): Fault | null {
    const { size, edge } = this.progress;
    for (const last of this.seen) {
      const leaves = last.size - size;
      if (leaves <= 0 || leaves > hashes.length / HASH_BYTES) continue;
      const { root } = growTree(size, edge, hashes.subarray(0, leaves * HASH_BYTES));
      if (!root.equals(last.root)) return forked(last);
    }
    return null;
  }

  private async grow(hashes: Buffer): Promise<Fault | null> {
    const { size, tiles } = growTree(this.progress.size, this.progress.edge, hashes);
    for (const tile of tiles) {
      const fault =
        tile.hashes.length === TILE_WIDTH * HASH_BYTES ? await this.compared(tile, TILE_WIDTH) : null;
      if (fault !== null) return fault;
    }
    const tilesNow = new Map(
      [...this.progress.edge, ...tiles].map((tile) => [`${tile.level}/${tile.index}`, tile]),
    );
    const edge = edgeTiles(size).flatMap(({ level, index }) => tilesNow.get(`${level}/${index}`) ?? []);
    this.progress = { size, edge };
    return null;
  }

  private async compared({ level, index, hashes }: EdgeTile, width: number): Promise<Fault | null> {
    const ahead = level === 0 ? this.tilesAhead.get(index) : undefined;
    const tile = await (ahead ?? this.source.tile(level, index, width));
    if (level === 0) this.tilesAhead.delete(index);
    const path = tilePath(level, index, width);
    if (tile.equals(hashes)) return null;
    if (tile.length !== hashes.length) {
      return { path, message: `it has ${tile.length} bytes, not ${hashes.length}` };
    }
    const at = tile.findIndex((byte, number) => byte !== hashes[number]);
    const number = Math.floor(at / HASH_BYTES);
    if (level > 0) return { path, message: `its hash ${number} is not that of the tile below` };
    const leaf = index * TILE_WIDTH + number;
    return {
      path,
      message: `its hash ${number} is not that of leaf ${leaf} in ${entriesPath(index, width)}`,
    };
  }
}

/** Whoever waits for it hears of its failure; one behind the first is nobody's. */
function begun(reading: Buffer | Promise<Buffer>): Buffer | Promise<Buffer> {
  if (reading instanceof Promise) reading.catch(() => undefined);
  return reading;
}

function hashesIn(bytes: Buffer, path: string): Buffer | Fault {
  try {
    return entryHashes(bytes);
  } catch (error) {
    if (error instanceof MalformedError) return { path, message: error.message };
    throw error;
  }
}

/** Root of the tree over what was read. */
export const rootOf = ({ size, edge }: Progress): Buffer => growTree(size, edge, []).root;

const widthOf = (index: number, size: number): number => Math.min(TILE_WIDTH, size - index * TILE_WIDTH);

const forked = ({ size }: ParsedCheckpoint): Fault => ({
  path: 'checkpoint',
  message: `the first ${size} leaves are not those of a checkpoint you saw: the log has two histories`,
});
