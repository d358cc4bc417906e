import { CONSTITUTIONAL_HASH } from '@acgs/constitutional-hash';
import {
  type EdgeTile,
  EMPTY_ROOT,
  edgeTiles,
  growTree,
  HASH_BYTES,
  MalformedError,
  TreeRangeError,
} from '@acgs/merkle';
import type { ClientBase } from 'pg';
import { DamagedTreeError, FencedError } from './sequencer.errors.js';

/** The tree as it was last seen, with the tiles that the next leaf changes. */
interface Edge {
  readonly size: number;
  readonly root: Buffer;
  readonly tiles: readonly EdgeTile[];
}

export interface TreeHead {
  readonly size: number;
  readonly root: Buffer;
}

/** The checkpoints of the log. */
export interface Checkpoints {
  /** Gives the signed note. */
  sign(tenant: string, head: TreeHead): Promise<string>;
  /** What a note that the log has signed says; null for every other. */
  open(tenant: string, note: string): TreeHead | null;
}

interface SignedHead extends TreeHead {
  /** Null before the first leaf. */
  readonly checkpoint: string | null;
}

/** Every write to tiles and heads. Each method belongs inside the caller's transaction. */
export class TreeWriter {
  private readonly edges = new Map<string, Edge>();

  constructor(
    private readonly client: ClientBase,
    private readonly checkpoints: Checkpoints,
  ) {}

  /** The head, locked until the transaction ends. */
  async lockedHead(tenant: string): Promise<SignedHead> {
    const { rows } = await this.client.query<{ size: string; root: Buffer; checkpoint: string }>(
      'SELECT size, root, checkpoint FROM integrity_service.trees WHERE tenant = $1 FOR UPDATE',
      [tenant],
    );
    return rows[0] === undefined
      ? { size: 0, root: EMPTY_ROOT, checkpoint: null }
      : { ...rows[0], size: Number(rows[0].size) };
  }

  /** By the hashes of new leaves: tiles first, then the checkpoint that covers them. @throws FencedError, DamagedTreeError */
  async grow(tenant: string, head: SignedHead, hashes: readonly Buffer[]): Promise<void> {
    const edge = await this.edgeAt(tenant, head);
    const grown = growTree(head.size, edge.tiles, hashes);
    await this.writeTiles(tenant, grown.tiles);
    await this.moveHead(tenant, head, grown);
    this.edges.set(tenant, { size: grown.size, root: grown.root, tiles: nextEdge(edge, grown) });
  }

  /** What a transaction that failed has left in memory is not true. */
  forget(): void {
    this.edges.clear();
  }

  /** What is read from the database is built on only when it is what was signed. */
  private async edgeAt(tenant: string, { size, root, checkpoint }: SignedHead): Promise<Edge> {
    const known = this.edges.get(tenant);
    if (known?.size === size && known.root.equals(root)) return known;
    const wanted = edgeTiles(size);
    const { rows } = await this.client.query<{ level: number; tile_index: string; hashes: Buffer }>(
      `SELECT level, tile_index, hashes FROM integrity_service.tiles
       JOIN unnest($2::smallint[], $3::bigint[]) AS wanted (level, tile_index) USING (level, tile_index)
       WHERE tenant = $1`,
      [tenant, wanted.map(({ level }) => level), wanted.map(({ index }) => index)],
    );
    const tiles = rows.map(({ level, tile_index, hashes }) => ({
      level,
      index: Number(tile_index),
      hashes,
    }));
    if (checkpoint === null && size === 0) return { size, root, tiles };
    const signed = checkpoint === null ? null : this.checkpoints.open(tenant, checkpoint);
    if (signed?.size !== size || !signed.root.equals(root))
      throw new DamagedTreeError(tenant, size, 'its checkpoint is not what the log signed');
    if (tiles.length < wanted.length || !rootOf(size, tiles)?.equals(root))
      throw new DamagedTreeError(tenant, size, 'its tiles are not those of the checkpoint');
    return { size, root, tiles };
  }

  private async writeTiles(tenant: string, tiles: readonly EdgeTile[]): Promise<void> {
    await this.client.query({
      name: 'log-write-tiles',
      text: `INSERT INTO integrity_service.tiles (tenant, level, tile_index, hashes, constitutional_hash)
             SELECT $1, level, tile_index, hashes, $5
             FROM unnest($2::smallint[], $3::bigint[], $4::bytea[]) AS tile (level, tile_index, hashes)
             ON CONFLICT (tenant, level, tile_index) DO UPDATE SET hashes = excluded.hashes`,
      values: [
        tenant,
        tiles.map(({ level }) => level),
        tiles.map(({ index }) => index),
        tiles.map(({ hashes }) => hashes),
        CONSTITUTIONAL_HASH,
      ],
    });
  }

  /** Compare and swap. */
  private async moveHead(tenant: string, from: TreeHead, to: TreeHead): Promise<void> {
    const checkpoint = await this.checkpoints.sign(tenant, to);
    const { rowCount } = await this.client.query(
      `INSERT INTO integrity_service.trees AS tree (tenant, size, root, checkpoint, signed_at, constitutional_hash)
       SELECT $1, $2::bigint, $3::bytea, $4, now(), $5
       WHERE $6::bigint = 0 OR EXISTS (SELECT FROM integrity_service.trees WHERE tenant = $1)
       ON CONFLICT (tenant) DO UPDATE SET size = $2::bigint, root = $3, checkpoint = $4, signed_at = now()
       WHERE tree.size = $6::bigint AND tree.root = $7`,
      [tenant, to.size, to.root, checkpoint, CONSTITUTIONAL_HASH, from.size, from.root],
    );
    if (rowCount !== 1) throw new FencedError(tenant, from.size);
  }
}

/** Null for tiles that are none of such a tree. */
function rootOf(size: number, tiles: readonly EdgeTile[]): Buffer | null {
  try {
    return growTree(size, tiles, []).root;
  } catch (error) {
    if (error instanceof MalformedError || error instanceof TreeRangeError) return null;
    throw error;
  }
}

function nextEdge(before: Edge, grown: { size: number; tiles: readonly EdgeTile[] }): EdgeTile[] {
  const known = [...before.tiles, ...grown.tiles];
  return edgeTiles(grown.size).flatMap(({ level, index, width }) =>
    known
      .filter(
        (tile) => tile.level === level && tile.index === index && tile.hashes.length === width * HASH_BYTES,
      )
      .slice(-1),
  );
}
