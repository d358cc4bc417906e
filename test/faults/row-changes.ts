import type { Client } from 'pg';
import { oneOf, withBit } from './document-changes.js';
import type { TamperedLog } from './tampered-log.js';

const KEY_HASH_BYTES = 4;

/** A statement with its parameters. */
type Statement = readonly [text: string, parameters?: readonly unknown[]];

/** What is done to the database, what puts it right, and how somebody outside would meet it. */
export interface RowChange {
  readonly seenIn: 'log' | 'new process' | 'receipt' | 'decision' | 'witnessed checkpoint';
  readonly entryId: string;
  readonly change: readonly Statement[];
  readonly undo: readonly Statement[];
}

interface EntryRow {
  readonly leaf_index: string;
  readonly entry_id: string;
  readonly kind: string;
  readonly leaf: string;
  readonly constitutional_hash: string;
}

const SET_LEAF = `UPDATE integrity_service.entries SET leaf = $2 WHERE tenant = 'default' AND leaf_index = $1`;
const SET_TILE = `UPDATE integrity_service.tiles SET hashes = $3
  WHERE tenant = 'default' AND level = $1 AND tile_index = $2`;

/** Random changes of the rows that the log consists of, by somebody who may do everything with the database. */
export class RowChanges {
  readonly kinds: Readonly<Record<string, (random: () => number) => Promise<RowChange>>> = {
    'entry: bit': (random) =>
      this.entry(random, (leaf) => withBit(Buffer.from(leaf), textBit(random)).toString()),
    'entry: replacement': async (random) => {
      const other = await this.entryRow(random);
      return this.entry(random, () => other.leaf);
    },
    'entry: swap': (random) => this.swap(random),
    'entry: removal': (random) => this.removal(random),
    'head: bit': (random) => this.head((note) => withBit(Buffer.from(note), textBit(random)).toString()),
    'head: rollback': (random) => this.head(() => oneOf(this.log.earlierCheckpoints, random)),
    'cosignature: bit': (random) => this.cosignature((line) => withSignatureBit(line, random)),
    'cosignature: replacement': (random) =>
      this.cosignature(() => oneOf(this.log.earlierCosignatures, random)),
    'sealed value: replacement': (random) => this.sealed('value', `'"another"'`, random),
    'sealed value: salt': (random) => this.sealed('salt', `decode(repeat('00', 32), 'hex')`, random),
    'decision: outcome': (random) =>
      this.decision(`decision = jsonb_set(decision::jsonb, '{outcome}', '"permitted"')::json`, random),
    'decision: reasons': (random) =>
      this.decision(`decision = jsonb_set(decision::jsonb, '{reasons}', '["another"]')::json`, random),
    'decision: request': (random) =>
      this.decision(`request = jsonb_set(request::jsonb, '{resource,id}', '"another"')::json`, random),
    'decision: caller': (random) => this.decision(`requested_by = 'another'`, random),
  };

  /** Processes keep tiles, which never change: one that has not read them yet is asked for each. */
  readonly tileKinds: Readonly<Record<string, (random: () => number) => Promise<RowChange>>> = {
    'tile: bit': (random) => this.tile(random, (hashes) => withBit(hashes, random)),
    'tile: cut': (random) => this.tile(random, (hashes) => hashes.subarray(32)),
    'tile: replacement': async (random) => {
      const { hashes } = await this.tileRow(random);
      return this.tile(random, () => hashes);
    },
  };

  constructor(
    private readonly database: Client,
    private readonly log: Pick<TamperedLog, 'decisionIds' | 'earlierCheckpoints' | 'earlierCosignatures'>,
  ) {}

  async execute(statements: readonly Statement[]): Promise<void> {
    for (const [text, parameters = []] of statements) await this.database.query(text, [...parameters]);
  }

  private async entry(random: () => number, change: (leaf: string) => string): Promise<RowChange> {
    const { leaf_index: index, entry_id: entryId, leaf } = await this.entryRow(random);
    return {
      seenIn: random() < 0.5 ? 'log' : 'receipt',
      entryId,
      change: [[SET_LEAF, [index, change(leaf)]]],
      undo: [[SET_LEAF, [index, leaf]]],
    };
  }

  private async swap(random: () => number): Promise<RowChange> {
    const [one, other] = [await this.entryRow(random), await this.entryRow(random)];
    const leaves = (first: string, second: string): Statement[] => [
      [SET_LEAF, [one.leaf_index, first]],
      [SET_LEAF, [other.leaf_index, second]],
    ];
    const { entry_id: entryId } = one;
    return {
      seenIn: 'log',
      entryId,
      change: leaves(other.leaf, one.leaf),
      undo: leaves(one.leaf, other.leaf),
    };
  }

  private async removal(random: () => number): Promise<RowChange> {
    const row = await this.entryRow(random);
    return {
      seenIn: 'log',
      entryId: row.entry_id,
      change: [
        [
          `DELETE FROM integrity_service.entries WHERE tenant = 'default' AND leaf_index = $1`,
          [row.leaf_index],
        ],
      ],
      undo: [
        [
          `INSERT INTO integrity_service.entries (tenant, leaf_index, entry_id, kind, leaf, constitutional_hash)
           VALUES ('default', $1, $2, $3, $4, $5)`,
          [row.leaf_index, row.entry_id, row.kind, row.leaf, row.constitutional_hash],
        ],
      ],
    };
  }

  private async head(change: (note: string) => string): Promise<RowChange> {
    const set = `UPDATE integrity_service.trees SET checkpoint = $1 WHERE tenant = 'default'`;
    const row = await this.one<{ checkpoint: string }>(
      `SELECT checkpoint FROM integrity_service.trees WHERE tenant = 'default'`,
    );
    return {
      seenIn: 'log',
      entryId: '',
      change: [[set, [change(row.checkpoint)]]],
      undo: [[set, [row.checkpoint]]],
    };
  }

  private async cosignature(change: (line: string) => string): Promise<RowChange> {
    const set = 'UPDATE integrity_service.cosignatures SET line = $1';
    const { line } = await this.one<{ line: string }>('SELECT line FROM integrity_service.cosignatures');
    return {
      seenIn: 'witnessed checkpoint',
      entryId: '',
      change: [[set, [change(line)]]],
      undo: [[set, [line]]],
    };
  }

  private async sealed(
    column: 'value' | 'salt',
    expression: string,
    random: () => number,
  ): Promise<RowChange> {
    const where = `WHERE tenant = 'default' AND entry_id = $1 AND pointer = $2`;
    const row = await this.one<{ entry_id: string; pointer: string; salt: Buffer; value: string }>(
      `SELECT entry_id, pointer, salt, value::text AS value FROM integrity_service.sealed_fields
       WHERE tenant = 'default' ORDER BY entry_id >= $1 DESC, entry_id LIMIT 1`,
      [oneOf(this.log.decisionIds, random)],
    );
    const key = [row.entry_id, row.pointer];
    const table = 'UPDATE integrity_service.sealed_fields SET';
    return {
      seenIn: 'receipt',
      entryId: row.entry_id,
      change: [[`${table} ${column} = ${expression} ${where}`, key]],
      undo: [[`${table} value = $3, salt = $4 ${where}`, [...key, row.value, row.salt]]],
    };
  }

  private async decision(set: string, random: () => number): Promise<RowChange> {
    const entryId = oneOf(this.log.decisionIds, random);
    const table = 'UPDATE governance_engine.decisions SET';
    const where = `WHERE tenant = 'default' AND decision_id = $1`;
    const row = await this.one<{ decision: string; request: string; requested_by: string }>(
      `SELECT decision::text AS decision, request::text AS request, requested_by
       FROM governance_engine.decisions ${where}`,
      [entryId],
    );
    const before = [row.decision, row.request, row.requested_by];
    return {
      seenIn: 'decision',
      entryId,
      change: [[`${table} ${set} ${where}`, [entryId]]],
      undo: [[`${table} decision = $2, request = $3, requested_by = $4 ${where}`, [entryId, ...before]]],
    };
  }

  private async tile(random: () => number, change: (hashes: Buffer) => Buffer): Promise<RowChange> {
    const { level, tile_index: index, hashes } = await this.tileRow(random);
    return {
      seenIn: 'new process',
      entryId: '',
      change: [[SET_TILE, [level, index, change(hashes)]]],
      undo: [[SET_TILE, [level, index, hashes]]],
    };
  }

  private tileRow(random: () => number): Promise<{ level: number; tile_index: string; hashes: Buffer }> {
    return this.one(
      `SELECT level, tile_index, hashes FROM integrity_service.tiles WHERE tenant = 'default'
       ORDER BY level, tile_index OFFSET floor($1::float8 * (SELECT count(*) FROM integrity_service.tiles WHERE tenant = 'default'))
       LIMIT 1`,
      [random()],
    );
  }

  private entryRow(random: () => number): Promise<EntryRow> {
    return this.one<EntryRow>(
      `SELECT leaf_index, entry_id, kind, leaf, constitutional_hash FROM integrity_service.entries
       WHERE tenant = 'default' AND leaf_index >= floor($1::float8 * (SELECT size FROM integrity_service.trees WHERE tenant = 'default'))
       ORDER BY leaf_index LIMIT 1`,
      [random()],
    );
  }

  private async one<Row extends object>(text: string, parameters: readonly unknown[] = []): Promise<Row> {
    const { rows } = await this.database.query<Row>(text, [...parameters]);
    if (rows[0] === undefined) throw new Error(`no row: ${text}`);
    return rows[0];
  }
}

/** Of the eight bits of a byte one of the lowest two, so that text stays text. */
const textBit = (random: () => number): (() => number) => {
  let asked = 0;
  return () => (asked++ % 2 === 0 ? random() : random() / 4);
};

/** Behind the hash of the key: with another, the line would be a stranger's, which is passed over. */
function withSignatureBit(line: string, random: () => number): string {
  const place = line.lastIndexOf(' ') + 1;
  const bytes = Buffer.from(line.slice(place), 'base64');
  const signature = withBit(bytes.subarray(KEY_HASH_BYTES), random);
  const changed = Buffer.concat([bytes.subarray(0, KEY_HASH_BYTES), signature]);
  return line.slice(0, place) + changed.toString('base64');
}
