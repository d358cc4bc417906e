import { CONSTITUTIONAL_HASH } from '@acgs/constitutional-hash';
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { z } from 'zod';
import { BackupFault } from './backup-fault.js';

export const MANIFEST = 'manifest.json';

const name = z.string().regex(/^[a-z_][a-z0-9_]*$/);
const sha256 = z.string().regex(/^[0-9a-f]{64}$/);
const file = z.string().regex(/^(tables|files)\/[A-Za-z0-9_][A-Za-z0-9._-]*$/);
const count = z.number().int().nonnegative();

const TableSchema = z.strictObject({
  schema: name,
  name,
  columns: z.array(name).min(1),
  rows: count,
  file,
  sha256,
});
const SequenceSchema = z.strictObject({
  schema: name,
  name,
  lastValue: z.string().regex(/^\d+$/),
  isCalled: z.boolean(),
});
const PartitionSchema = z.strictObject({
  schema: name,
  name,
  parentSchema: name,
  parent: name,
  bound: z.string().regex(/^(DEFAULT|FOR VALUES [A-Z]+ \([^;]*\)( TO \([^;]*\))?)$/),
});
const GrantSchema = z.strictObject({
  kind: z.enum(['SCHEMA', 'TABLE', 'SEQUENCE']),
  schema: name,
  name: name.nullable(),
  privilege: z.string().regex(/^[A-Z]+$/),
  grantee: z.string().min(1),
  grantable: z.boolean(),
});
const HeadSchema = z.strictObject({
  tenant: z.string().min(1),
  size: count,
  root: z.base64(),
  /** The signed note. */
  checkpoint: z.string().min(1),
});
/** A file that can't be made again: of the installation's folder by its name, or the one that a variable stands for. */
const KeptFileSchema = z.strictObject({
  file,
  of: z.enum(['home', 'variable']),
  name: z.string().regex(/^[A-Za-z0-9_][A-Za-z0-9._-]*$/),
  sha256,
});

const ManifestSchema = z.strictObject({
  format: z.literal(1),
  program: z.string(),
  createdAt: z.iso.datetime(),
  constitutionalHash: z.literal(CONSTITUTIONAL_HASH),
  /** As `server_version_num` has it. */
  serverVersion: count,
  migrations: z.array(z.string().min(1)).min(1),
  /** In the order in which they can be filled. */
  tables: z.array(TableSchema),
  partitions: z.array(PartitionSchema),
  sequences: z.array(SequenceSchema),
  grants: z.array(GrantSchema),
  /** What the tables are like, a line each, to compare with what they are like after a restore. */
  shape: z.array(z.string()),
  log: z.array(HeadSchema),
  /** Whether the keys that open what is sealed in the database are among the files. */
  keys: z.enum(['inside', 'elsewhere']),
  files: z.array(KeptFileSchema),
});

export type Manifest = z.infer<typeof ManifestSchema>;
export type BackedUpTable = z.infer<typeof TableSchema>;
export type SequenceState = z.infer<typeof SequenceSchema>;
export type Partition = z.infer<typeof PartitionSchema>;
export type Grant = z.infer<typeof GrantSchema>;
export type TreeHead = z.infer<typeof HeadSchema>;
export type KeptFile = z.infer<typeof KeptFileSchema>;

/** @throws BackupFault when the folder has no backup that this version can read, or one that is not whole */
export async function readManifest(folder: string): Promise<Manifest> {
  const text = await readFile(join(folder, MANIFEST), 'utf8').catch((cause: unknown) => {
    throw new BackupFault(`${folder} has no ${MANIFEST}: it is no backup, or one that was not finished.`, {
      cause,
    });
  });
  const parsed = ManifestSchema.safeParse(parsedOrNull(text));
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const where = issue === undefined ? '' : ` (${issue.path.join('.')}: ${issue.message})`;
  throw new BackupFault(`${MANIFEST} in ${folder} is not one that this version can read${where}.`);
}

/** @throws BackupFault that names the first file which is missing or not what was written */
export async function verifyFiles(folder: string, manifest: Manifest): Promise<void> {
  for (const { file: path, sha256: expected } of [...manifest.tables, ...manifest.files]) {
    const found = await digestOfFile(join(folder, path)).catch((cause: unknown) => {
      throw new BackupFault(`${path} of the backup can't be read: the backup is not whole.`, { cause });
    });
    if (found !== expected)
      throw new BackupFault(`${path} is not what the backup wrote: its SHA-256 is ${found}.`);
  }
}

export async function digestOfFile(path: string): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(path), hash);
  return hash.digest('hex');
}

function parsedOrNull(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
