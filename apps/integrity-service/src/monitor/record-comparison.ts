import type { LogEntry } from '@acgs/contracts';
import { canonicalJson, NoJsonFormError } from '@acgs/merkle';
import { memberAt } from '../sequencer/json-member.js';
import type { RecordedBody } from './monitor.repository.js';

/** Whether a decision's record says what its leaf says, where the leaf says it: sealed members may have been erased. */
export function agreesWithRecord(entry: LogEntry, record: RecordedBody): boolean {
  if ('unrepresentable' in entry.body) return true;
  const leaf = structuredClone({ body: entry.body });
  const kept = structuredClone({ body: record });
  for (const pointer of entry.sealed) {
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
