import { digestOf, type EvidenceBundle, EvidenceBundleSchema, type LogEntry } from '@acgs/contracts';
import { MalformedError, parseVerifierKey, type VerifierKey } from '@acgs/merkle';
import { approvalFaults } from './approval-faults.js';
import { type Fault } from './fault.js';
import { replay, type Replay } from './replay.js';
import { ruleFaults } from './rule-faults.js';
import { shapeFaults } from './shape-faults.js';
import { type Trust } from './trust.js';
import { type ReceiptResult, verifyReceipt } from './verify-receipt.js';

export interface BundleResult extends ReceiptResult {
  readonly replay: Replay;
}

/**
 * Verifies an evidence bundle: the receipt of the decision, the receipts of the constitution and the policy set at the
 * leaves that the decision names, the digests of all documents, and the decision made again from them.
 */
export function verifyBundle(value: unknown, trust: Trust): BundleResult {
  const parsed = EvidenceBundleSchema.safeParse(value);
  if (!parsed.success) {
    const faults = shapeFaults(parsed.error, 'bundle');
    const because = 'the bundle cannot be read';
    return { ...unread, faults, replay: { result: 'impossible', because } };
  }
  const bundle = parsed.data;
  const receipt = verifyReceipt(bundle.receipt, trust);
  const { entry, closed } = receipt;
  if (entry?.kind !== 'decision') {
    const fault = { path: 'receipt.entry', message: 'it is no decision' };
    const because = fault.message;
    return { ...receipt, faults: [...receipt.faults, fault], replay: { result: 'impossible', because } };
  }
  const again = replay(entry, closed, bundle);
  const faults = [
    ...receipt.faults,
    ...documentFaults(value as EvidenceBundle),
    ...summaryFaults(bundle, entry),
    ...keyFaults(bundle, receipt, trust),
    ...ruleFaults(bundle, receipt, trust),
    ...approvalFaults(bundle, receipt, trust),
    ...(again.result === 'different' ? again.faults : []),
  ];
  return { ...receipt, faults, replay: again };
}

const unread: Omit<ReceiptResult, 'faults'> = {
  entry: null,
  closed: [],
  leafIndex: null,
  checkpoint: null,
};

/** Of the documents as they came: read by their schema, they have again what was taken out and can be left out when written. */
function documentFaults({ constitution, policies }: EvidenceBundle): Fault[] {
  const documents = [
    ...(constitution === null ? [] : [{ path: 'constitution', ...constitution }]),
    ...policies.map((policy, index) => ({ path: `policies.${index}`, ...policy })),
  ];
  return documents
    .filter(({ digest, document }) => !hasDigest(document, digest))
    .map(({ path }) => ({ path: `${path}.document`, message: 'its digest is another' }));
}

function hasDigest(document: unknown, digest: string): boolean {
  try {
    return digestOf(document) === digest;
  } catch {
    // JSON can say what has no canonical form, such as half a surrogate pair.
    return false;
  }
}

/** What stands beside the constitution's document, and is not under its digest. */
function summaryFaults({ constitution }: EvidenceBundle, { constitutionalHash }: LogEntry): Fault[] {
  if (constitution === null) return [];
  const { document } = constitution;
  const wanted = { title: document.title, principleCount: document.principles.length, constitutionalHash };
  return Object.entries(wanted)
    .filter(([name, value]) => constitution[name as keyof typeof wanted] !== value)
    .map(([name, value]) => ({ path: `constitution.${name}`, message: `it should be ${value}` }));
}

/** Nothing is verified by the keys in a bundle; they are only held to be those of the log whose key is trusted. */
function keyFaults(
  { keys: { origin, keys } }: EvidenceBundle,
  { checkpoint }: ReceiptResult,
  trust: Trust,
): Fault[] {
  const faults = keys
    .map(({ verifierKey, publicKey }, index) => ({
      path: `keys.keys.${index}`,
      key: readKey(verifierKey),
      publicKey,
    }))
    .filter(({ key, publicKey }) => key?.publicKey.toString('base64') !== publicKey || key.name !== origin)
    .map(({ path }) => ({ path, message: `it is no key of ${origin}` }));
  if (checkpoint !== null && origin !== checkpoint.origin && !checkpoint.origin.startsWith(`${origin}/`)) {
    faults.push({ path: 'keys.origin', message: `the checkpoint is of ${checkpoint.origin}` });
  }
  const known = keys.some(({ publicKey }) =>
    trust.keys.some((key) => key.publicKey.toString('base64') === publicKey),
  );
  if (!known) faults.push({ path: 'keys.keys', message: 'the key that you trust is not among them' });
  return faults;
}

function readKey(text: string): VerifierKey | null {
  try {
    return parseVerifierKey(text);
  } catch (error) {
    if (error instanceof MalformedError) return null;
    throw error;
  }
}
