import type { ConsistencyProof, InclusionProof, Receipt } from '@acgs/contracts';
import { consistencyProof, encodeEntries, inclusionProof, leafHash, treeRoot } from '@acgs/merkle';
import { Injectable } from '@nestjs/common';
import { setTimeout as pause } from 'node:timers/promises';
import {
  CheckpointPendingError,
  EntryNotFoundError,
  TileNotFoundError,
  TreeSizeError,
} from './log.errors.js';
import { LogRepository, type SignedHead, type StoredEntry } from './log.repository.js';
import { Tiles } from './tiles.js';

const LOOK_AGAIN_MILLISECONDS = 40;

@Injectable()
export class LogService {
  constructor(
    private readonly repository: LogRepository,
    private readonly tiles: Tiles,
  ) {}

  /** @throws CheckpointPendingError before the first leaf */
  async head(tenant: string): Promise<SignedHead> {
    const head = await this.repository.head(tenant);
    if (head === null) throw new CheckpointPendingError();
    return head;
  }

  /** A bundle of entries (C2SP tlog-tiles). @throws TileNotFoundError */
  async bundle(
    tenant: string,
    { index, width }: { index: number; width: number },
    full: number,
  ): Promise<Buffer> {
    const leaves = await this.repository.leaves(tenant, index * full, width);
    if (leaves.length < width) throw new TileNotFoundError();
    return encodeEntries(leaves.map((leaf) => Buffer.from(leaf)));
  }

  /** Waits at most so many seconds for an entry to come. @throws EntryNotFoundError */
  async receipt(tenant: string, entryId: string, waitSeconds: number): Promise<Receipt> {
    const end = performance.now() + waitSeconds * 1000;
    let entry = await this.repository.entry(tenant, entryId);
    while (entry === null && performance.now() < end) {
      await pause(LOOK_AGAIN_MILLISECONDS);
      entry = await this.repository.entry(tenant, entryId);
    }
    if (entry === null) throw new EntryNotFoundError(entryId);
    return await this.receiptOf(tenant, entry);
  }

  async inclusion(tenant: string, leafIndex: number, treeSize?: number): Promise<InclusionProof> {
    const size = await this.sizeOf(tenant, 'treeSize', treeSize);
    if (leafIndex >= size)
      throw new TreeSizeError('leafIndex', `must be below the tree's ${String(size)} leaves`);
    const tiles = this.tiles.of(tenant);
    const [leaf = ''] = await this.repository.leaves(tenant, leafIndex, 1);
    const [proof, root] = await Promise.all([inclusionProof(tiles, leafIndex, size), treeRoot(tiles, size)]);
    return {
      leafIndex,
      treeSize: size,
      leafHash: leafHash(Buffer.from(leaf)).toString('base64'),
      rootHash: root.toString('base64'),
      inclusionProof: proof.map(base64),
    };
  }

  async consistency(tenant: string, from: number, to?: number): Promise<ConsistencyProof> {
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
      fromRootHash: fromRoot.toString('base64'),
      toRootHash: toRoot.toString('base64'),
      consistencyProof: proof.map(base64),
    };
  }

  private async sizeOf(tenant: string, path: string, asked: number | undefined): Promise<number> {
    const { size } = await this.head(tenant);
    if (asked === undefined) return size;
    if (asked > size) throw new TreeSizeError(path, `the tree has ${String(size)} leaves`);
    return asked;
  }

  private async receiptOf(
    tenant: string,
    { entryId, leafIndex, leaf, openings }: StoredEntry,
  ): Promise<Receipt> {
    const { size, checkpoint } = await this.head(tenant);
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
