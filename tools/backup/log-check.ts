import {
  CompactRange,
  leafHash,
  MalformedError,
  type ParsedCheckpoint,
  parseCheckpoint,
  parseNote,
  parseVerifierKey,
  UnverifiedNoteError,
  type VerifierKey,
  verifyNote,
} from '@acgs/merkle';
import type { ClientBase } from 'pg';
import { BackupFault } from './backup-fault.js';
import type { TreeHead } from './manifest.js';

const LEAVES_AT_ONCE = 2000;

/** A head that somebody else has seen: a witness, an auditor, or the database that a restore takes the place of. */
export interface SeenHead {
  readonly origin: string;
  readonly size: number;
  readonly root: Buffer;
}

/** Why a log that goes on from a restored tree would be a second history of the same name. */
export interface Fork {
  readonly tenant: string;
  readonly origin: string;
  readonly restoredSize: number;
  readonly seenSize: number;
}

export function seenHeadOf(note: string): SeenHead {
  try {
    return parseCheckpoint(parseNote(note).text);
  } catch (cause) {
    throw new BackupFault(`A checkpoint that was given can't be read: ${(cause as Error).message}`, {
      cause,
    });
  }
}

/**
 * Reads every leaf of every tree. @throws BackupFault when a tree does not come to the root that its checkpoint has, the
 * checkpoint is not signed by the log, or it is not the one of the backup's manifest
 */
export async function verifyLog(
  client: ClientBase,
  heads: readonly TreeHead[],
  seen: readonly SeenHead[],
): Promise<Fork[]> {
  const { rows: trees } = await client.query<{ tenant: string }>(
    'SELECT tenant FROM integrity_service.trees',
  );
  if (trees.length !== heads.length)
    throw new BackupFault('The backup has other trees than its manifest says.');
  const forks: Fork[] = [];
  for (const head of heads) {
    const signed = await signedHead(client, head);
    const ofTree = seen.filter(({ origin }) => origin === signed.origin);
    const roots = await rootsOf(client, head.tenant, [head.size, ...ofTree.map(({ size }) => size)]);
    if (roots.get(head.size)?.toString('base64') !== head.root)
      throw new BackupFault(
        `The leaves of tenant ${head.tenant} don't come to the root of its checkpoint of ${String(head.size)}: the backup holds a damaged log.`,
      );
    const other = ofTree.find(({ size, root }) => roots.get(size)?.equals(root) !== true);
    if (other !== undefined)
      forks.push({
        tenant: head.tenant,
        origin: signed.origin,
        restoredSize: head.size,
        seenSize: other.size,
      });
  }
  return forks;
}

async function signedHead(client: ClientBase, head: TreeHead): Promise<ParsedCheckpoint> {
  const { rows } = await client.query<{ size: string; root: Buffer; checkpoint: string }>(
    'SELECT size, root, checkpoint FROM integrity_service.trees WHERE tenant = $1',
    [head.tenant],
  );
  const [tree] = rows;
  if (
    tree?.checkpoint !== head.checkpoint ||
    Number(tree.size) !== head.size ||
    tree.root.toString('base64') !== head.root
  )
    throw new BackupFault(`The tree of tenant ${head.tenant} is not the one of the manifest.`);
  const keys = await client.query<{ verifier_key: string }>(
    'SELECT verifier_key FROM integrity_service.log_keys',
  );
  try {
    const note = verifyNote(
      head.checkpoint,
      keys.rows.flatMap(({ verifier_key }) => verifierOf(verifier_key)),
    );
    const checkpoint = parseCheckpoint(note.text);
    if (checkpoint.size === head.size && checkpoint.root.toString('base64') === head.root) return checkpoint;
  } catch (cause) {
    if (!(cause instanceof MalformedError || cause instanceof UnverifiedNoteError)) throw cause;
  }
  throw new BackupFault(
    `The checkpoint of tenant ${head.tenant} is not signed by a key of this log for this tree.`,
  );
}

/** The roots of the tree when it had these sizes; of those that it never reached there is none. */
async function rootsOf(
  client: ClientBase,
  tenant: string,
  sizes: readonly number[],
): Promise<Map<number, Buffer>> {
  const roots = new Map<number, Buffer>();
  const range = CompactRange.of(0, []);
  const note = (): void => {
    if (sizes.includes(range.size)) roots.set(range.size, range.root());
  };
  note();
  for await (const leaf of leavesOf(client, tenant)) {
    range.append(leafHash(Buffer.from(leaf)));
    note();
  }
  return roots;
}

async function* leavesOf(client: ClientBase, tenant: string): AsyncGenerator<string> {
  for (let from = 0; ; from += LEAVES_AT_ONCE) {
    const { rows } = await client.query<{ leaf: string; leaf_index: string }>(
      `SELECT leaf, leaf_index FROM integrity_service.entries
       WHERE tenant = $1 AND leaf_index >= $2 ORDER BY leaf_index LIMIT ${String(LEAVES_AT_ONCE)}`,
      [tenant, from],
    );
    for (const [place, { leaf, leaf_index }] of rows.entries()) {
      if (Number(leaf_index) !== from + place)
        throw new BackupFault(`The log of tenant ${tenant} has no leaf ${String(from + place)}.`);
      yield leaf;
    }
    if (rows.length < LEAVES_AT_ONCE) return;
  }
}

/** None for a row that is no key: nothing verifies by it. */
function verifierOf(text: string): VerifierKey[] {
  try {
    return [parseVerifierKey(text)];
  } catch (error) {
    if (error instanceof MalformedError) return [];
    throw error;
  }
}
