import { type LogEntry, memberAt } from '@acgs/contracts';
import { canonicalJson, NoJsonFormError } from '@acgs/merkle';
import type { RecordedBody } from './monitor.repository.js';

/**
 * Whether a decision's record says what its leaf says, where the leaf says it: sealed members may have been erased, and so
 * may those at `erased`, JSON Pointers into the request, that were personal later than the leaf was made.
 */
export function agreesWithRecord(
  entry: LogEntry,
  record: RecordedBody,
  erased: readonly string[] = [],
): boolean {
  if (entry.sealed.includes('/body') || 'unrepresentable' in entry.body) return true;
  const hidden = [...entry.sealed, ...erased.map((field) => `/body/request${field}`)];
  const sides = { leaf: { body: entry.body }, kept: { body: record } };
  const { leaf, kept } = hidden.length === 0 ? sides : structuredClone(sides);
  for (const pointer of hidden) {
    for (const side of [leaf, kept]) {
      const member = memberAt(side, pointer);
      if (member !== null) member.holder[member.name] = null;
    }
  }
  try {
    return canonicalJson(leaf) === canonicalJson(kept);
  } catch (error) {
    if (error instanceof NoJsonFormError) return false;
    throw error;
  }
}
