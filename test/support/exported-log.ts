import {
  type ConstitutionVersion,
  digestOf,
  type EvidenceBundle,
  type LogEntry,
  type LogEntryKind,
  type Receipt,
} from '@acgs/contracts';
import {
  canonicalJson,
  ed25519Signer,
  type Ed25519Signer,
  edgeTiles,
  encodeEntries,
  entriesPath,
  formatCheckpoint,
  growTree,
  HASH_BYTES,
  inclusionProof,
  leafHash,
  parseVerifierKey,
  signNote,
  TILE_WIDTH,
  tilePath,
  type TileSource,
} from '@acgs/merkle';
import { compileRuleSet } from '@acgs/rules';
import { createHash, generateKeyPairSync } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';

const ORIGIN = 'log.example/acgs';
const HASH = 'cdd01ef066bc6cf2';
const TIME = '2026-11-25T12:00:00.000Z';
const ID = '0190e3b2-aaaa-7bbb-8ccc-1234567890';

/** A log in memory, with an entry for each decision, to be written to a folder or to give receipts and bundles. */
export class ExportedLog implements TileSource {
  private readonly tiles = new Map<string, Buffer>();

  private constructor(
    readonly entries: readonly Buffer[],
    readonly signer: Ed25519Signer,
    private readonly origin: string,
  ) {
    for (const size of Array.from(
      { length: Math.ceil(entries.length / TILE_WIDTH) },
      (_, i) => i * TILE_WIDTH,
    )) {
      const edge = edgeTiles(size).map(({ level, index }) => ({
        level,
        index,
        hashes: this.all(level, index),
      }));
      const grown = growTree(size, edge, entries.slice(size, size + TILE_WIDTH).map(leafHash));
      for (const { level, index, hashes } of grown.tiles) this.tiles.set(tilePath(level, index), hashes);
    }
  }

  static of(entries: readonly Buffer[], signer?: Ed25519Signer, origin = ORIGIN): ExportedLog {
    const named = signer ?? ed25519Signer(ORIGIN, generateKeyPairSync('ed25519').privateKey);
    return new ExportedLog(entries, named, origin);
  }

  tile(level: number, index: number, width: number): Buffer {
    return this.all(level, index).subarray(0, width * HASH_BYTES);
  }

  checkpoint(size: number = this.entries.length): Promise<string> {
    const { root } = growTree(0, [], this.entries.slice(0, size).map(leafHash));
    return signNote(formatCheckpoint({ origin: this.origin, size, root }), [this.signer]);
  }

  /** Every file of the log by its path. */
  async files(): Promise<Map<string, Buffer>> {
    const files = new Map<string, Buffer>([['checkpoint', Buffer.from(await this.checkpoint())]]);
    for (const [path, hashes] of this.tiles) {
      const width = hashes.length / HASH_BYTES;
      files.set(width === TILE_WIDTH ? path : `${path}.p/${width}`, hashes);
    }
    for (let index = 0; index * TILE_WIDTH < this.entries.length; index += 1) {
      const some = this.entries.slice(index * TILE_WIDTH, (index + 1) * TILE_WIDTH);
      files.set(entriesPath(index, some.length), encodeEntries(some));
    }
    return files;
  }

  async receipt(leafIndex: number, openings: Receipt['openings'] = []): Promise<Receipt> {
    const entry = this.entries[leafIndex]!.toString('utf8');
    const proof = await inclusionProof(this, leafIndex, this.entries.length);
    return {
      entryId: (JSON.parse(entry) as LogEntry).id,
      entry,
      leafIndex,
      leafHash: leafHash(Buffer.from(entry)).toString('base64'),
      inclusionProof: proof.map((hash) => hash.toString('base64')),
      checkpoint: await this.checkpoint(),
      openings,
    };
  }

  private all(level: number, index: number): Buffer {
    return this.tiles.get(tilePath(level, index))!;
  }
}

export async function writeFiles(folder: string, files: ReadonlyMap<string, Uint8Array>): Promise<void> {
  for (const [path, bytes] of files) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), bytes);
  }
}

export function entryOf(kind: LogEntryKind, id: string, parts: Partial<LogEntry> = {}): Buffer {
  const entry = {
    version: 1,
    kind,
    id,
    tenant: 'default',
    constitutionalHash: HASH,
    leaves: null,
    sealed: [],
  };
  return Buffer.from(canonicalJson({ ...entry, body: {}, ...parts }));
}

const constitution: Omit<ConstitutionVersion, 'digest'> & { digest: string } = versioned({
  title: 'The charter',
  preamble: '',
  principles: [
    {
      id: 'no-large-transfers',
      title: 'No large transfers',
      statement: 'Nobody sends more than 100.',
      category: 'money',
      severity: 'high' as const,
      rule: {
        scope: { subjects: ['*'], actions: ['send'], resources: ['*'] },
        when: 'resource.properties.amount > 100.0',
        effect: 'forbid' as const,
        message: 'Too much',
        obligations: [],
      },
    },
  ],
});

function versioned(document: ConstitutionVersion['document']): ConstitutionVersion {
  return {
    version: 1,
    digest: digestOf(document),
    title: document.title,
    principleCount: document.principles.length,
    ratifiedAt: TIME,
    ratifiedBy: 'admin',
    constitutionalHash: HASH,
    document,
  };
}

const policy = {
  id: 'payments',
  title: 'Payments',
  owner: 'team',
  description: '',
  rules: [
    {
      id: 'small',
      title: 'Small ones',
      scope: { subjects: ['*'], actions: ['send'], resources: ['*'] },
      when: 'true',
      effect: 'permit' as const,
      message: 'Fine',
      obligations: [],
    },
  ],
};
const policies = [{ version: 3, digest: digestOf(policy), document: policy }];
const rules = compileRuleSet({ constitution, policies, constitutionalHash: HASH });

/** A log whose leaf 0 is the constitution, leaf 1 the policy set, and all others decisions; every fifth has a sealed field. */
export function decisionLog(decisions: number, signer?: Ed25519Signer): ExportedLog {
  const entries = [
    entryOf('constitution-version', 'constitution-version:1', {
      body: { version: 1, digest: constitution.digest, ratifiedBy: 'admin', ratifiedAt: TIME },
    }),
    entryOf('policy-set', `policy-set:${String(rules.pins.policySetDigest)}`, {
      body: { digest: rules.pins.policySetDigest },
    }),
    ...Array.from({ length: decisions }, (_, number) => decisionEntry(number)),
  ];
  return ExportedLog.of(entries, signer);
}

const SALT = Buffer.alloc(32, 5);
export const OPENING = {
  pointer: '/body/request/context',
  salt: SALT.toString('base64'),
  value: { ip: '10.0.0.1' },
};

function decisionEntry(number: number): Buffer {
  const request = {
    subject: { type: 'agent', id: `agent-${number}`, properties: {} },
    action: { name: 'send', properties: {} },
    resource: { type: 'account', id: 'a', properties: { amount: number } },
    context: { ip: '10.0.0.1' },
  };
  const decisionId = `${ID}${String(number % 100).padStart(2, '0')}`;
  const decision = { decisionId, ...rules.evaluate(request), pins: rules.pins, decidedAt: TIME };
  const commitment = createHash('sha256').update(SALT).update(canonicalJson(request.context)).digest('hex');
  const sealed = number % 5 === 0;
  return entryOf('decision', decisionId, {
    leaves: { constitution: 0, policySet: 1 },
    body: {
      request: { ...request, context: sealed ? commitment : request.context },
      decision,
      requestedBy: 'x',
    },
    sealed: sealed ? [OPENING.pointer] : [],
  });
}

export async function bundleOf(log: ExportedLog, leafIndex: number): Promise<EvidenceBundle> {
  const { verifierKey } = log.signer;
  const publicKey = parseVerifierKey(verifierKey).publicKey.toString('base64');
  return {
    bundleVersion: 1,
    receipt: await log.receipt(leafIndex, (leafIndex - 2) % 5 === 0 ? [OPENING] : []),
    constitution,
    constitutionReceipt: await log.receipt(0),
    policies,
    policySetReceipt: await log.receipt(1),
    keys: { origin: ORIGIN, keys: [{ verifierKey, publicKey, validFrom: TIME, validTo: null }] },
  };
}
