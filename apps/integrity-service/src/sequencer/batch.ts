import { DEFAULT_TENANT, type Pins } from '@acgs/contracts';
import { leafHash } from '@acgs/merkle';
import type { ClientBase } from 'pg';
import { decisionLeafOf, decisionLeafParts, type DecisionSource } from './decision-leaf.js';
import { type DecisionLeaf, insertDecisionLeaves } from './decision-leaves.js';
import { type Leaf, leafOf, type LeafSource } from './leaf.js';
import type { BegunRow, OutboxRow } from './outbox.js';
import { insertEntries, knownEntries, type PlacedLeaf } from './tree-entries.js';
import { Turns } from './turns.js';

/** What one transaction takes out of the outbox, and puts into the tree. */
export interface TakenBatch {
  /** Of the new leaves, in their order; their entries are written. */
  readonly hashes: readonly Buffer[];
  /** Rows of which all is in the leaves, or in the tree already. */
  readonly done: readonly OutboxRow[];
  /** The row after them, when only some of it is. */
  readonly begun: BegunRow | null;
  /** Ids of decisions that have no record any more, and so no leaf. */
  readonly missing: number;
}

interface Tree {
  readonly tenant: string;
  readonly size: number;
  /** JSON Pointers into decisions' entries. */
  readonly personal: readonly string[];
  /** Of the decisions' documents: what a batch takes at most, unless one alone is larger. */
  readonly bytes: number;
}

/** Makes the leaves of one transaction, in the order of the outbox: none that the tree has already, none twice. */
export class Batch {
  private readonly hashes: Buffer[] = [];
  private unwritten: PlacedLeaf[] = [];
  private missing = 0;
  private readonly parts: readonly string[];

  private constructor(
    private readonly client: ClientBase,
    private readonly tree: Tree,
  ) {
    this.parts = decisionLeafParts(tree.tenant);
  }

  /** Takes the first rows: those before the first decisions, these, and no more. */
  static async of(client: ClientBase, tree: Tree, rows: readonly OutboxRow[]): Promise<TakenBatch> {
    const batch = new Batch(client, tree);
    const others = leading(rows, (row) => row.decisions === null);
    const decisions = leading(rows.slice(others.length), (row) => row.decisions !== null);
    await batch.addOthers(others);
    const { done, begun } = splitAfter(decisions, await batch.addDecisions(decisions));
    await batch.write();
    const { hashes, missing } = batch;
    return { hashes, done: [...others, ...done], begun, missing };
  }

  private async addOthers(rows: readonly OutboxRow[]): Promise<void> {
    const sources = rows.map((row) => sourceOf(row, this.tree.tenant));
    const ids = sources.map(({ entryId }) => entryId);
    const known = await knownEntries(this.client, this.tree.tenant, ids);
    for (const source of sources) {
      if (known.has(source.entryId)) continue;
      known.set(source.entryId, this.tree.size + this.hashes.length);
      this.add(leafOf(source, []));
    }
  }

  /** The place of the last that was taken, counted through all rows from 1. */
  private async addDecisions(rows: readonly OutboxRow[]): Promise<number> {
    const all = rows.reduce((sum, { decisions }) => sum + (decisions ?? 0), 0);
    if (all === 0) return 0;
    const leaves = await this.decisionLeaves(rows);
    const turns = new Turns();
    const { tenant, personal } = this.tree;
    for (const leaf of leaves) {
      if (leaf.missing) this.missing++;
      else if (leaf.hash !== null) this.hashes.push(leaf.hash);
      else {
        const ofRules = leaf.leaves ?? (await this.leavesOf(leaf.decision));
        this.add(decisionLeafOf({ ...leaf, leaves: ofRules }, tenant, this.parts, personal));
      }
      await turns.next();
    }
    return leaves.at(-1)?.place ?? all;
  }

  /** Where the rules stand that a decision pins which the database could not read. */
  private async leavesOf(decision: string): Promise<DecisionSource['leaves']> {
    const { pins } = JSON.parse(decision) as { readonly pins?: Partial<Pins> };
    const constitution = `constitution-version:${String(pins?.constitutionVersion)}`;
    const policySet = `policy-set:${String(pins?.policySetDigest)}`;
    const known = await knownEntries(this.client, this.tree.tenant, [constitution, policySet]);
    return { constitution: known.get(constitution) ?? null, policySet: known.get(policySet) ?? null };
  }

  /** A constitution holds for all tenants and is ratified in the tree of the first; the others have it when they need it. */
  private async decisionLeaves(rows: readonly OutboxRow[]): Promise<DecisionLeaf[]> {
    await this.write();
    if (this.tree.tenant === DEFAULT_TENANT) return await this.insertDecisions(rows);
    await this.client.query('SAVEPOINT before_decisions');
    const leaves = await this.insertDecisions(rows);
    const lacking = new Set(leaves.flatMap(({ lacking: id }) => id ?? []));
    if (lacking.size === 0) return leaves;
    await this.client.query('ROLLBACK TO before_decisions');
    await this.copyConstitutions([...lacking]);
    await this.write();
    return await this.insertDecisions(rows);
  }

  private insertDecisions(rows: readonly OutboxRow[]): Promise<DecisionLeaf[]> {
    const { tenant, bytes, personal } = this.tree;
    const size = this.tree.size + this.hashes.length;
    const isSealing = personal.length > 0;
    return insertDecisionLeaves(this.client, { tenant, size, bytes, parts: this.parts, isSealing }, rows);
  }

  private add(leaf: Leaf): void {
    this.unwritten.push({ ...leaf, leafIndex: this.tree.size + this.hashes.length });
    this.hashes.push(leafHash(Buffer.from(leaf.text)));
  }

  private async write(): Promise<void> {
    await insertEntries(this.client, this.tree.tenant, this.unwritten);
    this.unwritten = [];
  }

  private async copyConstitutions(ids: readonly string[]): Promise<void> {
    const { rows } = await this.client.query<{
      entry_id: string;
      body: Record<string, unknown>;
      hash: string;
    }>(
      `SELECT entry_id, leaf::json->'body' AS body, constitutional_hash AS hash FROM integrity_service.entries
       WHERE tenant = $1 AND entry_id = ANY($2::text[])
       UNION ALL
       SELECT entry_id, body, constitutional_hash FROM acgs.outbox
       WHERE tenant = $1 AND entry_id = ANY($2::text[])`,
      [DEFAULT_TENANT, ids],
    );
    for (const { entry_id: entryId, body, hash } of rows) {
      const kind = 'constitution-version';
      const { tenant } = this.tree;
      this.add(leafOf({ kind, entryId, tenant, constitutionalHash: hash, leaves: null, body }, []));
    }
  }
}

const sourceOf = (row: OutboxRow, tenant: string): LeafSource => ({
  kind: row.kind,
  entryId: row.entry_id ?? '',
  tenant,
  constitutionalHash: row.constitutional_hash,
  leaves: null,
  body: row.body ?? {},
});

function leading<Item>(items: readonly Item[], isOne: (item: Item) => boolean): readonly Item[] {
  const end = items.findIndex((item) => !isOne(item));
  return end < 0 ? items : items.slice(0, end);
}

/** Rows are done as far as the place of the last decision, counted through all of them. */
function splitAfter(rows: readonly OutboxRow[], lastPlace: number): Pick<TakenBatch, 'done' | 'begun'> {
  let place = 0;
  for (const [number, { id, decisions }] of rows.entries()) {
    const next = place + (decisions ?? 0);
    if (next > lastPlace) {
      const done = rows.slice(0, number);
      return { done, begun: place === lastPlace ? null : { id, done: lastPlace - place } };
    }
    place = next;
  }
  return { done: rows, begun: null };
}
