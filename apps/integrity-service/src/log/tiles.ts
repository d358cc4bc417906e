import { HASH_BYTES, TILE_WIDTH, type TileSource } from '@acgs/merkle';
import { Injectable } from '@nestjs/common';
import { LRUCache } from 'lru-cache';
import { TileNotFoundError } from './log.errors.js';
import { LogRepository } from './log.repository.js';

/** At most 96 MiB with the nodes above their hashes: those of a million leaves. */
const TILES_KEPT = 4096;

/** Tiles of all trees. So many hashes of a tile never change, whether it is full or not, and are kept in memory. */
@Injectable()
export class Tiles {
  private readonly kept = new LRUCache<string, Buffer>({ max: TILES_KEPT });

  constructor(private readonly repository: LogRepository) {}

  /** The first `width` hashes of a tile. @throws TileNotFoundError when the tree has not grown so far */
  async read(tenant: string, level: number, index: number, width: number): Promise<Buffer> {
    const key = `${tenant} ${String(level)} ${String(index)} ${String(width)}`;
    const kept = this.kept.get(key);
    if (kept !== undefined) return kept;
    const hashes = await this.repository.tile(tenant, level, index);
    if (hashes === null || hashes.length < width * HASH_BYTES) throw new TileNotFoundError();
    const wanted = Buffer.from(hashes.subarray(0, width * HASH_BYTES));
    this.kept.set(key, wanted);
    return wanted;
  }

  /** Of a leaf of a tree that has `treeSize` of them. */
  async leafHash(tenant: string, leafIndex: number, treeSize: number): Promise<Buffer> {
    const index = Math.floor(leafIndex / TILE_WIDTH);
    const place = leafIndex % TILE_WIDTH;
    const width = Math.min(TILE_WIDTH, treeSize - index * TILE_WIDTH);
    const hashes = await this.read(tenant, 0, index, width);
    return hashes.subarray(place * HASH_BYTES, (place + 1) * HASH_BYTES);
  }

  of(tenant: string): TileSource {
    return { tile: (level, index, width) => this.read(tenant, level, index, width) };
  }
}
