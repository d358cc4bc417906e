import type { LogEntry } from '@acgs/contracts';
import {
  type CompactRange,
  consistencyProof,
  HASH_BYTES,
  leafHash,
  MalformedError,
  type ParsedCheckpoint,
  TILE_WIDTH,
  type TileSource,
  treeRoot,
  verifyConsistency,
} from '@acgs/merkle';
import { Injectable } from '@nestjs/common';
import { LogKeys } from '../keys/log-keys.js';
import { LogRepository } from '../log/log.repository.js';
import { Turns } from '../sequencer/turns.js';
import { RecordAudit } from './record-audit.js';

const RECORDS_AT_ONCE = 64;

/** Reads a tree as an outsider would, and the records beside it. Every method gives what is wrong, in words. */
@Injectable()
export class LogAudit {
  constructor(
    private readonly log: LogRepository,
    private readonly keys: LogKeys,
    private readonly audit: RecordAudit,
  ) {}

  /** The checkpoint of now, when it is signed and continues the last one. */
  async head(
    tenant: string,
    last: ParsedCheckpoint | null,
  ): Promise<{ checkpoint: ParsedCheckpoint | null; faults: string[] }> {
    const head = await this.log.head(tenant);
    if (head === null) return { checkpoint: null, faults: last === null ? [] : ['its tree has vanished'] };
    await this.keys.load();
    const checkpoint = this.keys.open(tenant, head.checkpoint);
    if (checkpoint === null) return { checkpoint, faults: ['the checkpoint has no valid signature'] };
    if (checkpoint.size !== head.size || !checkpoint.root.equals(head.root))
      return { checkpoint, faults: ['the checkpoint is not that of the head'] };
    const root = await treeRoot(this.tiles(tenant), checkpoint.size).catch(orMalformed);
    if (root?.equals(checkpoint.root) !== true)
      return { checkpoint, faults: [`the tiles are not those of ${String(checkpoint.size)} leaves`] };
    return { checkpoint, faults: await this.continues(tenant, last, checkpoint) };
  }

  /** Takes the next bundle of leaves into the range. */
  async bundle(tenant: string, range: CompactRange, size: number): Promise<string[]> {
    const count = Math.min(TILE_WIDTH - (range.size % TILE_WIDTH), size - range.size);
    const from = range.size;
    const leaves = await this.log.leaves(tenant, from, count);
    if (leaves.length < count) return [`entries from ${String(from)} on are missing`];
    const tile = await this.log.tile(tenant, 0, Math.floor(from / TILE_WIDTH));
    const faults: string[] = [];
    const turns = new Turns();
    for (const [place, leaf] of leaves.entries()) {
      const hash = leafHash(Buffer.from(leaf));
      range.append(hash);
      const start = ((from + place) % TILE_WIDTH) * HASH_BYTES;
      if (tile?.subarray(start, start + HASH_BYTES).equals(hash) !== true)
        faults.push(`leaf ${String(from + place)} is not what its tile says`);
      await turns.next();
    }
    return faults.length > 0 ? faults : await this.records(tenant, from, leaves, turns);
  }

  /** Some at a time: their records may be large. */
  private async records(
    tenant: string,
    from: number,
    leaves: readonly string[],
    turns: Turns,
  ): Promise<string[]> {
    const faults: string[] = [];
    for (let start = 0; start < leaves.length; start += RECORDS_AT_ONCE) {
      const part = leaves.slice(start, start + RECORDS_AT_ONCE);
      const entries = part.map((leaf, place) => ({
        index: from + start + place,
        entry: JSON.parse(leaf) as LogEntry,
      }));
      faults.push(...(await this.audit.entries(tenant, entries, turns)));
    }
    return faults;
  }

  private async continues(
    tenant: string,
    last: ParsedCheckpoint | null,
    now: ParsedCheckpoint,
  ): Promise<string[]> {
    if (last === null) return [];
    if (now.size < last.size)
      return [`the log went back from ${String(last.size)} leaves to ${String(now.size)}`];
    const proof = await consistencyProof(this.tiles(tenant), last.size, now.size).catch(orMalformed);
    if (proof === null) return [`the tiles of ${String(last.size)} leaves are damaged`];
    const sizes = { size1: last.size, size2: now.size, root1: last.root, root2: now.root };
    return verifyConsistency({ ...sizes, proof })
      ? []
      : [`the log does not continue what it was at ${String(last.size)} leaves`];
  }

  /** As the database has them now, past what is kept in memory. */
  private tiles(tenant: string): TileSource {
    return {
      tile: async (level, index, width) =>
        (await this.log.tile(tenant, level, index))?.subarray(0, width * HASH_BYTES) ?? Buffer.alloc(0),
    };
  }
}

/** A tile that has not its length; what else fails is no fault of the log. */
function orMalformed(error: unknown): null {
  if (error instanceof MalformedError) return null;
  throw error;
}
