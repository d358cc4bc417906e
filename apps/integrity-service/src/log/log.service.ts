import type { ConsistencyProof, InclusionProof, Receipt } from '@acgs/contracts';
import { AwaitedRows } from '@acgs/database';
import {
  consistencyProof,
  encodeEntries,
  inclusionProof,
  leafHash,
  TILE_WIDTH,
  treeRoot,
} from '@acgs/merkle';
import { Injectable } from '@nestjs/common';
import { Registry } from 'prom-client';
import { EntryNotFoundError, TileNotFoundError, TreeSizeError } from './log.errors.js';
import { type AwaitedEntry, LogRepository, type SignedHead, type StoredEntry } from './log.repository.js';
import { Tiles } from './tiles.js';
import { TreeHeads } from './tree-heads.js';

const LOOK_AGAIN_MILLISECONDS = 40;

@Injectable()
export class LogService {
  private readonly awaited: AwaitedRows<AwaitedEntry>;

  constructor(
    private readonly repository: LogRepository,
    private readonly tiles: Tiles,
    private readonly heads: TreeHeads,
    registry: Registry,
  ) {
    const gauge = { name: 'acgs_log_waiting', help: 'Requests that wait for an entry to come into the log.' };
    const look = (entries: readonly AwaitedEntry[]): Promise<number[]> => repository.present(entries);
    this.awaited = new AwaitedRows({ lookAgainMilliseconds: LOOK_AGAIN_MILLISECONDS, look, gauge }, registry);
  }

  /** @throws CheckpointPendingError before the first leaf */
  head(tenant: string): Promise<SignedHead> {
    return this.heads.current(tenant);
  }

  /** A bundle of entries (C2SP tlog-tiles). @throws TileNotFoundError */
  async bundle(tenant: string, index: number, width: number): Promise<Buffer> {
    const leaves = await this.repository.bundle(tenant, index * TILE_WIDTH, width);
    if (leaves.length < width) throw new TileNotFoundError();
    return encodeEntries(leaves.map((leaf) => Buffer.from(leaf)));
  }

  /** Waits at most so many seconds for an entry to come, and no longer than its caller. @throws EntryNotFoundError */
  async receipt(
    tenant: string,
    entryId: string,
    waitSeconds: number,
    callerGone: AbortSignal,
  ): Promise<Receipt> {
    let entry = await this.repository.entry(tenant, entryId);
    if (entry === null && (await this.awaited.comes({ tenant, entryId }, waitSeconds * 1000, callerGone)))
      entry = await this.repository.entry(tenant, entryId);
    if (entry === null) throw new EntryNotFoundError(entryId);
    return await this.receiptOf(tenant, entry);
  }

  async inclusion(tenant: string, leafIndex: number, treeSize?: number): Promise<InclusionProof> {
    const size = await this.sizeOf(tenant, 'treeSize', treeSize);
    if (leafIndex >= size)
      throw new TreeSizeError('leafIndex', `must be below the tree's ${String(size)} leaves`);
    const tiles = this.tiles.of(tenant);
    const [proof, root, leaf] = await Promise.all([
      inclusionProof(tiles, leafIndex, size),
      treeRoot(tiles, size),
      this.tiles.leafHash(tenant, leafIndex, size),
    ]);
    return {
      leafIndex,
      treeSize: size,
      leafHash: base64(leaf),
      rootHash: base64(root),
      inclusionProof: proof.map(base64),
    };
  }

  async consistency(tenant: string, from: number, to?: number): Promise<ConsistencyProof> {
    if (from === 0) throw new TreeSizeError('from', 'must be 1 or more: every tree continues the empty one');
    const size = await this.sizeOf(tenant, 'to', to);
    if (from > size) throw new TreeSizeError('from', `must not be above the tree's ${String(size)} leaves`);
    const tiles = this.tiles.of(tenant);
    const [proof, fromRoot, toRoot] = await Promise.all([
      consistencyProof(tiles, from, size),
      treeRoot(tiles, from),
      treeRoot(tiles, size),
    ]);
    return {
      from,
      to: size,
      fromRootHash: base64(fromRoot),
      toRootHash: base64(toRoot),
      consistencyProof: proof.map(base64),
    };
  }

  /** A size that is newer than the head that is known may be of a moment ago: then it is read anew. */
  private async sizeOf(tenant: string, path: string, asked: number | undefined): Promise<number> {
    if (asked === undefined) return (await this.head(tenant)).size;
    const { size } = await this.heads.covering(tenant, asked - 1);
    if (asked > size) throw new TreeSizeError(path, `the tree has ${String(size)} leaves`);
    return asked;
  }

  private async receiptOf(
    tenant: string,
    { entryId, leafIndex, leaf, openings }: StoredEntry,
  ): Promise<Receipt> {
    const { size, checkpoint } = await this.heads.covering(tenant, leafIndex);
    const proof = await inclusionProof(this.tiles.of(tenant), leafIndex, size);
    return {
      entryId,
      entry: leaf,
      leafIndex,
      leafHash: leafHash(Buffer.from(leaf)).toString('base64'),
      inclusionProof: proof.map(base64),
      checkpoint,
      openings,
    };
  }
}

const base64 = (hash: Buffer): string => hash.toString('base64');
