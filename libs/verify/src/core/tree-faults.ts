import { type ParsedCheckpoint } from '@acgs/merkle';
import { type Fault } from './fault.js';
import { type ReceiptResult } from './verify-receipt.js';

interface PlacedResult {
  readonly path: string;
  readonly result: ReceiptResult;
}

/** A leaf's index says something only within the tree of the decision. */
export function treeFaults(decision: ReceiptResult, receipts: readonly PlacedResult[]): Fault[] {
  const { checkpoint, entry } = decision;
  if (checkpoint === null) return [];
  const seen: ParsedCheckpoint[] = [checkpoint];
  const faults: Fault[] = [];
  for (const { path, result } of receipts) {
    const { checkpoint: other, entry: rules } = result;
    if (other === null) continue;
    const { origin, size, root } = other;
    if (origin !== checkpoint.origin || (rules !== null && rules.tenant !== entry?.tenant)) {
      const message = `it is of the tree ${origin}, and the decision of ${checkpoint.origin}`;
      faults.push({ path: `${path}.checkpoint`, message });
    } else if (seen.some((one) => one.size === size && !one.root.equals(root))) {
      const message = `another receipt has another root of ${size} leaves: the log has two histories`;
      faults.push({ path: `${path}.checkpoint`, message });
    } else seen.push(other);
  }
  return faults;
}
