import type { Opening } from '@acgs/contracts';
import { StaleReads } from '@acgs/database';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';

export interface AwaitedEntry {
  readonly tenant: string;
  readonly entryId: string;
}

export interface SignedHead {
  readonly size: number;
  readonly root: Buffer;
  /** Signed note. */
  readonly checkpoint: string;
}

export interface StoredEntry {
  readonly entryId: string;
  readonly leafIndex: number;
  readonly leaf: string;
  readonly openings: Opening[];
}

const LEAVES = `
  SELECT leaf FROM integrity_service.entries
  WHERE tenant = $1 AND leaf_index >= $2 AND leaf_index < $2::bigint + $3 ORDER BY leaf_index`;

/** Every read of the log. */
@Injectable()
export class LogRepository {
  constructor(
    private readonly database: DataSource,
    private readonly staleReads: StaleReads,
  ) {}

  async head(tenant: string): Promise<SignedHead | null> {
    const [row] = await this.database.query<{ size: string; root: Buffer; checkpoint: string }[]>(
      'SELECT size, root, checkpoint FROM integrity_service.trees WHERE tenant = $1',
      [tenant],
    );
    return row === undefined ? null : { ...row, size: Number(row.size) };
  }

  /** As many hashes as the tile has by now. */
  async tile(tenant: string, level: number, index: number): Promise<Buffer | null> {
    const [row] = await this.database.query<{ hashes: Buffer }[]>(
      'SELECT hashes FROM integrity_service.tiles WHERE tenant = $1 AND level = $2 AND tile_index = $3',
      [tenant, level, index],
    );
    return row?.hashes ?? null;
  }

  /** In their order; as the primary has them, which is audited. */
  async leaves(tenant: string, from: number, count: number): Promise<string[]> {
    const rows = await this.database.query<{ leaf: string }[]>(LEAVES, [tenant, from, count]);
    return rows.map(({ leaf }) => leaf);
  }

  /** The same for readers of the log: a leaf never changes, so those of a replica are as good. */
  async bundle(tenant: string, from: number, count: number): Promise<string[]> {
    const rows = await this.staleReads.query<{ leaf: string }>(
      'log.bundle',
      LEAVES,
      [tenant, from, count],
      (found) => found.length === count,
    );
    return rows.map(({ leaf }) => leaf);
  }

  /** Which of them are there, by their places. One look-up in the index for each. */
  async present(entries: readonly AwaitedEntry[]): Promise<number[]> {
    const rows = await this.database.query<{ place: number }[]>(
      `SELECT (place - 1)::integer AS place
       FROM unnest($1::text[], $2::text[]) WITH ORDINALITY AS awaited (tenant, entry_id, place)
       WHERE (SELECT leaf_index FROM integrity_service.entries AS entry
              WHERE entry.tenant = awaited.tenant AND entry.entry_id = awaited.entry_id) IS NOT NULL`,
      [entries.map(({ tenant }) => tenant), entries.map(({ entryId }) => entryId)],
    );
    return rows.map(({ place }) => place);
  }

  async entry(tenant: string, entryId: string): Promise<StoredEntry | null> {
    const [row] = await this.database.query<{ leaf_index: string; leaf: string; openings: Opening[] }[]>(
      `SELECT leaf_index, leaf, (
         SELECT coalesce(json_agg(json_build_object('pointer', pointer, 'salt', encode(salt, 'base64'), 'value', value)
           ORDER BY pointer), '[]') FROM integrity_service.sealed_fields WHERE tenant = $1 AND entry_id = $2) AS openings
       FROM integrity_service.entries WHERE tenant = $1 AND entry_id = $2`,
      [tenant, entryId],
    );
    if (row === undefined) return null;
    return { entryId, leafIndex: Number(row.leaf_index), leaf: row.leaf, openings: row.openings };
  }
}
