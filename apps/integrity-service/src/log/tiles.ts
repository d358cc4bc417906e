import { HASH_BYTES, TILE_WIDTH, type TileSource } from '@acgs/merkle';
import { Injectable } from '@nestjs/common';
import { LRUCache } from 'lru-cache';
import { TileNotFoundError } from './log.errors.js';
import { LogRepository } from './log.repository.js';

const FULL_TILE_BYTES = TILE_WIDTH * HASH_BYTES;
/** 16 MiB. */
const TILES_KEPT = 2048;

/** Tiles of all trees; those that are full never change and are kept in memory. */
@Injectable()
export class Tiles {
  private readonly full = new LRUCache<string, Buffer>({ max: TILES_KEPT });

  constructor(private readonly repository: LogRepository) {}

  /** The first `width` hashes of a tile. @throws TileNotFoundError when the tree has not grown so far */
  async read(tenant: string, level: number, index: number, width: number): Promise<Buffer> {
    const key = `${tenant} ${String(level)} ${String(index)}`;
    const kept = this.full.get(key);
    const hashes = kept ?? (await this.repository.tile(tenant, level, index));
    if (hashes === null || hashes.length < width * HASH_BYTES) throw new TileNotFoundError();
    if (kept === undefined && hashes.length === FULL_TILE_BYTES) this.full.set(key, hashes);
    return hashes.subarray(0, width * HASH_BYTES);
  }

  of(tenant: string): TileSource {
    return { tile: (level, index, width) => this.read(tenant, level, index, width) };
  }
}
