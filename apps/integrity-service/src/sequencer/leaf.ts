import { LOG_ENTRY_VERSION, type LogEntry, type LogEntryKind } from '@acgs/contracts';
import { canonicalJson, ENTRY_BYTES_MAX, NoJsonFormError } from '@acgs/merkle';
import { sealedAt, type SealedField } from './sealing.js';

/** Characters: what is smaller makes no leaf fit, and the whole entry is not written anew for it. */
const WORTH_SEALING = 1024;

/** Sealed one after the other, until a leaf fits into a bundle of entries (C2SP tlog-tiles). */
const GIVING_WAY = [
  '/body/request/context',
  '/body/request/resource/properties',
  '/body/request/subject/properties',
  '/body/request/action/properties',
  '/body/decision/reasons',
  '/body/request',
  '/body/decision',
  '/body',
] as const;

/** What becomes a leaf. The body belongs to the leaf: sealing may change it. */
export interface LeafSource {
  readonly kind: LogEntryKind;
  readonly entryId: string;
  readonly tenant: string;
  readonly constitutionalHash: string;
  readonly leaves: LogEntry['leaves'];
  readonly body: Record<string, unknown>;
}

export interface Leaf {
  readonly entryId: string;
  readonly kind: LogEntryKind;
  /** Canonical JSON of a `LogEntry`, at most 65 535 bytes. */
  readonly text: string;
  readonly sealed: readonly SealedField[];
}

/** `personal` are JSON Pointers into the entry; those that lead nowhere in it are passed over. */
export function leafOf(source: LeafSource, personal: readonly string[]): Leaf {
  try {
    return sealedLeaf(source, personal);
  } catch (error) {
    if (!(error instanceof NoJsonFormError)) throw error;
    const body = { unrepresentable: JSON.stringify(source.body) };
    return sealedLeaf({ ...source, body }, personal.length === 0 ? [] : ['/body/unrepresentable']);
  }
}

export const entryOf = ({
  kind,
  entryId,
  tenant,
  constitutionalHash,
  leaves,
  body,
}: LeafSource): LogEntry => ({
  version: LOG_ENTRY_VERSION,
  kind,
  id: entryId,
  tenant,
  constitutionalHash,
  leaves,
  body,
  sealed: [],
});

function sealedLeaf(source: LeafSource, personal: readonly string[]): Leaf {
  const { kind, entryId } = source;
  const body = personal.length === 0 ? source.body : structuredClone(source.body);
  const entry = entryOf({ ...source, body });
  const sealed = personal.flatMap((pointer) => sealedAt(entry, pointer));
  let text = textOf(entry, sealed);
  for (const pointer of GIVING_WAY) {
    if (Buffer.byteLength(text) <= ENTRY_BYTES_MAX) break;
    const given = sealedAt(entry, pointer, WORTH_SEALING);
    sealed.push(...given);
    if (given.length > 0) text = textOf(entry, sealed);
  }
  return { entryId, kind, text, sealed };
}

const textOf = (entry: LogEntry, sealed: readonly SealedField[]): string =>
  canonicalJson({ ...entry, sealed: sealed.map(({ pointer }) => pointer) });
