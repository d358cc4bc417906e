import {
  type LogEntry,
  type Receipt,
  ReceiptSchema,
  type SealedLogEntry,
  SealedLogEntrySchema,
} from '@acgs/contracts';
import {
  canonicalJson,
  leafHash,
  NoJsonFormError,
  type ParsedCheckpoint,
  verifyInclusion,
} from '@acgs/merkle';
import { type Fault } from './fault.js';
import { openEntry } from './openings.js';
import { shapeFaults } from './shape-faults.js';
import { openCheckpoint, type Trust } from './trust.js';

/** What a receipt is worth. */
export interface ReceiptResult {
  /** None: the entry stands in the log at this index, and its opened values are those that were recorded. */
  readonly faults: readonly Fault[];
  /** The entry with its opened values; null when it cannot be read. */
  readonly entry: LogEntry | null;
  readonly closed: readonly string[];
  readonly leafIndex: number | null;
  readonly checkpoint: ParsedCheckpoint | null;
}

/**
 * Verifies a receipt with nothing but what `trust` has: form, leaf hash, inclusion under the checkpoint, the checkpoint's
 * signatures, and every opening. Lists all faults, each with its member.
 */
export function verifyReceipt(value: unknown, trust: Trust, path = 'receipt'): ReceiptResult {
  const parsed = ReceiptSchema.safeParse(value);
  if (!parsed.success) {
    const faults = shapeFaults(parsed.error, path);
    return { faults, entry: null, closed: [], leafIndex: null, checkpoint: null };
  }
  const receipt = parsed.data;
  const { checkpoint, tenant, faults } = openCheckpoint(receipt.checkpoint, trust, `${path}.checkpoint`);
  const sealed = entryOf(receipt.entry);
  const opened = sealed === null ? null : openEntry(sealed, receipt.openings, `${path}.openings`);
  return {
    faults: [
      ...faults,
      ...entryFaults(receipt, sealed, tenant, path),
      ...placeFaults(receipt, checkpoint, path),
      ...(opened?.faults ?? []),
    ],
    entry: opened?.entry ?? null,
    closed: opened?.closed ?? [],
    leafIndex: receipt.leafIndex,
    checkpoint,
  };
}

function entryOf(text: string): SealedLogEntry | null {
  try {
    const value: unknown = JSON.parse(text);
    // What is read has to be all that was hashed: a name that stands twice, or a space, is no canonical JSON.
    return canonicalJson(value) === text ? SealedLogEntrySchema.parse(value) : null;
  } catch (error) {
    if (error instanceof SyntaxError || error instanceof NoJsonFormError) return null;
    if (error instanceof Error && error.name === 'ZodError') return null;
    throw error;
  }
}

function entryFaults(
  { entryId }: Receipt,
  entry: SealedLogEntry | null,
  tenant: string | null,
  path: string,
): Fault[] {
  if (entry === null) {
    return [{ path: `${path}.entry`, message: 'it is not the canonical JSON of a log entry' }];
  }
  const faults: Fault[] = [];
  if (entry.id !== entryId) {
    faults.push({ path: `${path}.entryId`, message: `the entry is that of ${entry.id}` });
  }
  if (tenant !== null && entry.tenant !== tenant) {
    faults.push({ path: `${path}.entry.tenant`, message: `the tree is that of ${tenant}` });
  }
  return faults;
}

function placeFaults(receipt: Receipt, checkpoint: ParsedCheckpoint | null, path: string): Fault[] {
  const hash = leafHash(Buffer.from(receipt.entry));
  const faults: Fault[] = [];
  if (hash.toString('base64') !== receipt.leafHash) {
    faults.push({ path: `${path}.leafHash`, message: 'it is not the hash of the entry' });
  }
  if (checkpoint === null) return faults;
  const included = verifyInclusion({
    leafIndex: receipt.leafIndex,
    treeSize: checkpoint.size,
    leafHash: hash,
    proof: receipt.inclusionProof.map((step) => Buffer.from(step, 'base64')),
    root: checkpoint.root,
  });
  if (!included) {
    const message = `the entry is not leaf ${receipt.leafIndex} of the ${checkpoint.size} under the checkpoint`;
    faults.push({ path: `${path}.inclusionProof`, message });
  }
  return faults;
}
