import { type LogEntry, LogEntrySchema, memberAt, type Opening, type SealedLogEntry } from '@acgs/contracts';
import { canonicalJson, NoJsonFormError } from '@acgs/merkle';
import { createHash } from 'node:crypto';
import { type Fault } from './fault.js';

/** An entry with the sealed values that are still known put back. */
export interface OpenedEntry {
  /** Without members in its body where all of that is sealed, and not known. */
  readonly entry: LogEntry;
  /** Sealed members whose values are not known, mostly because they were erased. */
  readonly closed: readonly string[];
  readonly faults: readonly Fault[];
}

/** Compares each opening with its commitment. What was sealed last is opened first: it may hold what was sealed before. */
export function openEntry(sealed: SealedLogEntry, openings: readonly Opening[], path: string): OpenedEntry {
  const entry = structuredClone(sealed);
  const byPointer = new Map(openings.map((opening) => [opening.pointer, opening]));
  const strangers = openings.filter(({ pointer }) => !sealed.sealed.includes(pointer));
  const faults: Fault[] = strangers.map(({ pointer }) => ({ path, message: `${pointer} is not sealed` }));
  if (byPointer.size < openings.length) faults.push({ path, message: 'a member is opened twice' });
  const closed: string[] = [];
  for (const pointer of sealed.sealed.toReversed()) {
    const opening = byPointer.get(pointer);
    if (opening === undefined) closed.push(pointer);
    else if (!putBack(entry, opening)) faults.push({ path, message: `${pointer} is not what was sealed` });
  }
  const { data: body = {} } = LogEntrySchema.shape.body.safeParse(entry.body);
  return { entry: { ...entry, body }, closed, faults };
}

function putBack(entry: SealedLogEntry, opening: Opening): boolean {
  const place = memberAt(entry, opening.pointer);
  const commitment = commitmentTo(opening);
  if (commitment === null || place?.holder[place.name] !== commitment) return false;
  place.holder[place.name] = opening.value;
  return true;
}

/** Null for a value without a canonical form, which nothing can have been committed to. */
function commitmentTo({ salt, value }: Opening): string | null {
  try {
    const text = canonicalJson(value);
    return createHash('sha256').update(Buffer.from(salt, 'base64')).update(text).digest('hex');
  } catch (error) {
    if (error instanceof NoJsonFormError) return null;
    throw error;
  }
}
