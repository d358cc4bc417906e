import type { LogEntry } from '@acgs/contracts';
import { canonicalJson, ENTRY_BYTES_MAX } from '@acgs/merkle';
import { entryOf, type Leaf, leafOf } from './leaf.js';
import { sealedAt } from './sealing.js';

/** What differs between the leaves of one tree's decisions, in the order of the canonical form. */
export const DECISION_LEAF_VALUES = [
  'decision',
  'request',
  'requestedBy',
  'constitutionalHash',
  'id',
  'constitution',
  'policySet',
  'sealed',
] as const;

/** Stands for a value; no name of a tenant has such a character. */
const MARK = '\u0000';

/** A decision as it is recorded. */
export interface DecisionSource {
  readonly id: string;
  readonly requestedBy: string;
  /** JSON. */
  readonly request: string;
  /** JSON. */
  readonly decision: string;
  /** Both are canonical. */
  readonly canonical: boolean;
  readonly constitutionalHash: string;
  readonly leaves: NonNullable<LogEntry['leaves']>;
}

/**
 * The text around those values in the leaf of a decision: one more than there are values. With the canonical JSON of each value
 * between them they are what `leafOf` writes.
 */
export function decisionLeafParts(tenant: string): string[] {
  const body = { decision: MARK, request: MARK, requestedBy: MARK };
  const source = { kind: 'decision', entryId: MARK, tenant, constitutionalHash: MARK, body } as const;
  const entry = entryOf({ ...source, leaves: null });
  const marked = { ...entry, leaves: { constitution: MARK, policySet: MARK }, sealed: MARK };
  return canonicalJson(marked).split(JSON.stringify(MARK));
}

/** `personal` are JSON Pointers into the request's place in the entry. Of canonical documents only the request is read. */
export function decisionLeafOf(
  source: DecisionSource,
  tenant: string,
  parts: readonly string[],
  personal: readonly string[],
): Leaf {
  const leaf = source.canonical ? leafOfTexts(source, parts, personal) : null;
  if (leaf !== null) return leaf;
  const { id: entryId, constitutionalHash, leaves, requestedBy } = source;
  const documents = {
    request: JSON.parse(source.request) as unknown,
    decision: JSON.parse(source.decision) as unknown,
  };
  const body = { ...documents, requestedBy };
  return leafOf({ kind: 'decision', entryId, tenant, constitutionalHash, leaves, body }, personal);
}

/** Null when it does not fit. */
function leafOfTexts(
  { id, requestedBy, request, decision, constitutionalHash, leaves }: DecisionSource,
  parts: readonly string[],
  personal: readonly string[],
): Leaf | null {
  const entry = { body: { request: JSON.parse(request) as unknown } };
  const sealed = personal.flatMap((pointer) => sealedAt(entry, pointer));
  const values: Record<(typeof DECISION_LEAF_VALUES)[number], string> = {
    decision,
    request: sealed.length === 0 ? request : canonicalJson(entry.body.request),
    requestedBy: canonicalJson(requestedBy),
    constitutionalHash: canonicalJson(constitutionalHash),
    id: canonicalJson(id),
    constitution: String(leaves.constitution),
    policySet: String(leaves.policySet),
    sealed: canonicalJson(sealed.map(({ pointer }) => pointer)),
  };
  const written = DECISION_LEAF_VALUES.map((name, place) => `${parts[place] ?? ''}${values[name]}`);
  const text = written.join('') + (parts[DECISION_LEAF_VALUES.length] ?? '');
  return Buffer.byteLength(text) <= ENTRY_BYTES_MAX ? { entryId: id, kind: 'decision', text, sealed } : null;
}
