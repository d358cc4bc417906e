import { DEFAULT_TENANT, type LogEntry } from '@acgs/contracts';
import type { ClientBase } from 'pg';
import { type Leaf, leafOf, type LeafSource } from './leaf.js';
import { type DecisionPins, type DecisionRow, decisionRows, type OutboxRow } from './outbox.js';
import { Turns } from './turns.js';

interface KnownEntry {
  readonly entry_id: string;
  readonly leaf_index: string;
}

/** Of a row that no engine of ours has written: it stops nothing, and names no rules. */
const NO_PINS: DecisionPins = { constitutionVersion: null, policySetDigest: null };

const constitutionId = (version: number): string => `constitution-version:${String(version)}`;
const policySetId = (digest: string): string => `policy-set:${digest}`;

/** What one transaction takes out of the outbox, and puts into the tree. */
export interface TakenBatch {
  readonly leaves: readonly Leaf[];
  /** Rows of which all is in the leaves, or in the tree already. */
  readonly done: readonly OutboxRow[];
  /** The row after them with what is left of it, when some of it is. */
  readonly rest: OutboxRow | null;
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
  private readonly leaves: Leaf[] = [];
  /** Leaf indexes of the tree's entries that matter here, and of those made so far. */
  private readonly indexes = new Map<string, number>();

  private constructor(
    private readonly client: ClientBase,
    private readonly tree: Tree,
  ) {}

  static of(client: ClientBase, tree: Tree, rows: readonly OutboxRow[]): Promise<TakenBatch> {
    return new Batch(client, tree).take(rows);
  }

  private async take(rows: readonly OutboxRow[]): Promise<TakenBatch> {
    const ids = rows.flatMap(({ decision_ids }) => decision_ids ?? []);
    const decisions = await decisionRows(this.client, this.tree.tenant, ids, this.tree.bytes);
    const { done, rest } = splitAfter(rows, decisions.at(-1)?.place ?? ids.length);
    const begun = rest === null ? done : [...done, rows[done.length] ?? rest];
    await this.learn(decisions, begun);
    await this.addAll(begun, new Map(decisions.map((row) => [row.decision_id, row])));
    return { leaves: this.leaves, done, rest };
  }

  private async addAll(
    rows: readonly OutboxRow[],
    decisions: ReadonlyMap<string, DecisionRow>,
  ): Promise<void> {
    const turns = new Turns();
    for (const row of rows) {
      if (row.kind !== 'decision') this.add(sourceOf(row, this.tree.tenant));
      for (const id of row.decision_ids ?? []) {
        const decision = decisions.get(id);
        if (decision !== undefined) this.add(this.decisionSource(decision));
        await turns.next();
      }
    }
  }

  private add(source: LeafSource): void {
    if (this.indexes.has(source.entryId)) return;
    this.indexes.set(source.entryId, this.tree.size + this.leaves.length);
    this.leaves.push(leafOf(source, source.kind === 'decision' ? this.tree.personal : []));
  }

  private decisionSource(row: DecisionRow): LeafSource {
    const { decision, request, requested_by: requestedBy } = row;
    return {
      kind: 'decision',
      entryId: row.decision_id,
      tenant: this.tree.tenant,
      constitutionalHash: row.constitutional_hash,
      leaves: this.leavesOf(decision.pins ?? NO_PINS),
      body: { request, decision, requestedBy },
    };
  }

  private leavesOf({ constitutionVersion, policySetDigest }: DecisionPins): LogEntry['leaves'] {
    const indexOf = (entryId: string): number | null => this.indexes.get(entryId) ?? null;
    return {
      constitution: constitutionVersion === null ? null : indexOf(constitutionId(constitutionVersion)),
      policySet: policySetDigest === null ? null : indexOf(policySetId(policySetDigest)),
    };
  }

  /** Which of the entries to come, and of those that they name, the tree has; constitutions that it lacks are added. */
  private async learn(decisions: readonly DecisionRow[], rows: readonly OutboxRow[]): Promise<void> {
    const rules = new Set<string>();
    for (const { decision } of decisions) {
      const { constitutionVersion, policySetDigest } = decision.pins ?? NO_PINS;
      if (constitutionVersion !== null) rules.add(constitutionId(constitutionVersion));
      if (policySetDigest !== null) rules.add(policySetId(policySetDigest));
    }
    const own = rows.flatMap(({ entry_id, decision_ids }) => decision_ids ?? [entry_id ?? '']);
    for (const { entry_id, leaf_index } of await this.known([...own, ...rules])) {
      this.indexes.set(entry_id, Number(leaf_index));
    }
    if (this.tree.tenant !== DEFAULT_TENANT) await this.copyConstitutions([...rules]);
  }

  private async known(entryIds: readonly string[]): Promise<KnownEntry[]> {
    const { rows } = await this.client.query<KnownEntry>({
      name: 'log-known-entries',
      text: `SELECT entry_id, leaf_index FROM integrity_service.entries
             WHERE tenant = $1 AND entry_id = ANY($2::text[])`,
      values: [this.tree.tenant, entryIds],
    });
    return rows;
  }

  /** A constitution holds for all tenants and is ratified in the tree of the first; the others have it when they need it. */
  private async copyConstitutions(rules: readonly string[]): Promise<void> {
    const lacking = rules.filter((id) => id.startsWith('constitution-version:') && !this.indexes.has(id));
    if (lacking.length === 0) return;
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
      [DEFAULT_TENANT, lacking],
    );
    for (const { entry_id: entryId, body, hash } of rows) {
      const kind = 'constitution-version';
      this.add({ kind, entryId, tenant: this.tree.tenant, constitutionalHash: hash, leaves: null, body });
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

/** Rows are done as far as the place of the last decision, counted through all of them. */
function splitAfter(rows: readonly OutboxRow[], lastPlace: number): Pick<TakenBatch, 'done' | 'rest'> {
  let place = 0;
  for (const [number, row] of rows.entries()) {
    const ids = row.decision_ids ?? [];
    if (place + ids.length > lastPlace) {
      const done = rows.slice(0, number);
      if (place === lastPlace) return { done, rest: null };
      return { done, rest: { ...row, decision_ids: ids.slice(lastPlace - place) } };
    }
    place += ids.length;
  }
  return { done: rows, rest: null };
}
