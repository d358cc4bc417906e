import { DEFAULT_TENANT } from '@acgs/contracts';
import {
  MalformedError,
  type ParsedCheckpoint,
  parseCheckpoint,
  SIGNATURE_TYPES,
  UnverifiedNoteError,
  type VerifierKey,
  verifyNote,
} from '@acgs/merkle';
import { type Fault } from './fault.js';

/** What whoever verifies brings along. Keys that came with the thing to verify are never among it. */
export interface Trust {
  /** The log's own keys; one of them has to have signed. */
  readonly keys: readonly VerifierKey[];
  /** Each of them has to have cosigned. */
  readonly witnesses: readonly VerifierKey[];
  /** Checkpoints of this log that were seen and verified: it has to continue each of them. */
  readonly seen: readonly ParsedCheckpoint[];
}

/** A checkpoint that is the log's, or why it is not. */
export interface OpenedCheckpoint {
  readonly checkpoint: ParsedCheckpoint | null;
  /** Whose tree it is; null without a checkpoint. */
  readonly tenant: string | null;
  readonly faults: readonly Fault[];
}

/** The tree of a tenant has the log's name with this and the tenant's; the first tenant's tree has the name alone. */
const TENANT = '/tenants/';

/**
 * Verifies a checkpoint's note: signed by a key of the log that its origin names, cosigned by every witness, and, where its
 * tree is as large as that of a checkpoint seen before, no other history than that one's.
 */
export function openCheckpoint(note: string, trust: Trust, path: string): OpenedCheckpoint {
  try {
    const { text, verified } = verifyNote(note, [...trust.keys, ...trust.witnesses]);
    const checkpoint = parseCheckpoint(text);
    const tenant = tenantOf(checkpoint, verified);
    const messages = [
      ...(tenant === null ? [`no key of ${checkpoint.origin} that you trust has signed it`] : []),
      ...witnessFaults(verified, trust),
      ...trust.seen.flatMap((seen) => forkFaults(checkpoint, seen)),
    ];
    const faults = messages.map((message) => ({ path, message }));
    return faults.length === 0 ? { checkpoint, tenant, faults } : { checkpoint: null, tenant: null, faults };
  } catch (error) {
    if (!(error instanceof MalformedError) && !(error instanceof UnverifiedNoteError)) throw error;
    return { checkpoint: null, tenant: null, faults: [{ path, message: error.message }] };
  }
}

function tenantOf({ origin }: ParsedCheckpoint, verified: readonly VerifierKey[]): string | null {
  for (const { name, type } of verified) {
    if (type !== SIGNATURE_TYPES.ed25519) continue;
    if (name === origin) return DEFAULT_TENANT;
    if (origin.startsWith(name + TENANT)) return origin.slice(name.length + TENANT.length);
  }
  return null;
}

function witnessFaults(verified: readonly VerifierKey[], { witnesses }: Trust): string[] {
  return witnesses
    .filter((witness) => !verified.some((key) => isSameKey(key, witness)))
    .map(({ name }) => `the witness ${name} has not cosigned it`);
}

/** Whoever verifies may name a key more than once. */
const isSameKey = (one: VerifierKey, other: VerifierKey): boolean =>
  one.name === other.name && one.type === other.type && one.publicKey.equals(other.publicKey);

function forkFaults({ origin, size, root }: ParsedCheckpoint, last: ParsedCheckpoint): string[] {
  if (last.origin !== origin) return [`it is of the log ${origin}, the last one you saw of ${last.origin}`];
  if (last.size !== size || last.root.equals(root)) return [];
  return [`its root of ${size} leaves is not that of the last one you saw: the log has two histories`];
}
