import {
  consistencyProof,
  HASH_BYTES,
  type ParsedCheckpoint,
  parseCheckpoint,
  parseNote,
  type TileSource,
  verifyConsistency,
} from '@acgs/merkle';
import { Client } from 'pg';
import { setTimeout as pause } from 'node:timers/promises';

const LOOK_AGAIN_MILLISECONDS = 50;

/** The log as it lies in the database, past the services, and the checkpoints that were seen on the way. */
export class LogHistory {
  private readonly seen: ParsedCheckpoint[] = [];

  constructor(private readonly databaseUrl: string) {}

  /** Remembers the checkpoint of now. */
  async look(): Promise<void> {
    const rows = await this.query<{ checkpoint: string }>(
      `SELECT checkpoint FROM integrity_service.trees WHERE tenant = 'default'`,
    );
    for (const { checkpoint } of rows) this.seen.push(parseCheckpoint(parseNote(checkpoint).text));
  }

  /** Resolves when everything that was recorded is in the tree. */
  async untilNothingWaits(): Promise<void> {
    while ((await this.query('SELECT 1 FROM acgs.outbox LIMIT 1')).length > 0)
      await pause(LOOK_AGAIN_MILLISECONDS);
  }

  /** The decisions that have a leaf, as often as they have one. */
  async decisionLeaves(): Promise<string[]> {
    const rows = await this.query<{ id: string }>(
      `SELECT leaf::json->>'id' AS id FROM integrity_service.entries
       WHERE tenant = 'default' AND kind = 'decision'`,
    );
    return rows.map(({ id }) => id);
  }

  /** Checkpoints that do not continue the one seen before them, or are smaller. */
  async forks(): Promise<number> {
    let forks = 0;
    for (const [place, late] of this.seen.slice(1).entries()) {
      const early = this.seen[place];
      if (early !== undefined && !(await this.continues(early, late))) forks++;
    }
    return forks;
  }

  private async continues(early: ParsedCheckpoint, late: ParsedCheckpoint): Promise<boolean> {
    if (late.size < early.size) return false;
    const proof = await consistencyProof(this.tiles, early.size, late.size);
    const sizes = { size1: early.size, size2: late.size, root1: early.root, root2: late.root };
    return verifyConsistency({ ...sizes, proof });
  }

  private readonly tiles: TileSource = {
    tile: async (level, index, width) => {
      const rows = await this.query<{ hashes: Buffer }>(
        `SELECT hashes FROM integrity_service.tiles
         WHERE tenant = 'default' AND level = ${String(level)} AND tile_index = ${String(index)}`,
      );
      return rows[0]?.hashes.subarray(0, width * HASH_BYTES) ?? Buffer.alloc(0);
    },
  };

  private async query<Row extends object>(text: string): Promise<Row[]> {
    const client = new Client({ connectionString: this.databaseUrl });
    client.on('error', () => undefined);
    await client.connect();
    try {
      return (await client.query<Row>(text)).rows;
    } finally {
      await client.end();
    }
  }
}
