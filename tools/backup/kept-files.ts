import { unseal } from '@acgs/sealed-keys';
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { ClientBase } from 'pg';
import { BackupFault } from './backup-fault.js';
import { given, type InstallationPlace, valueOf } from './installation-place.js';
import { digestOfFile, type KeptFile } from './manifest.js';

/** Variables that name a file, and variables that are a secret themselves. */
const FILE_VARIABLES = ['INTEGRITY_KEY_FILE', 'AUTH_KEY_FILE', 'AUTH_CLIENTS_FILE'];
const SECRET_VARIABLES = ['INTEGRITY_KEY_ENCRYPTION_KEY', 'AUTH_KEY_ENCRYPTION_KEY'];

interface SealingKey {
  readonly service: 'INTEGRITY' | 'AUTH';
  readonly home: string;
  readonly sealed: string;
}

/** What each opens: of rows that say for themselves what they were sealed for. */
const SEALING_KEYS: readonly SealingKey[] = [
  {
    service: 'INTEGRITY',
    home: 'integrity.key',
    sealed: `SELECT verifier_key AS label, sealed_key AS sealed FROM integrity_service.log_keys
             WHERE valid_to IS NULL OR valid_to > now()`,
  },
  {
    service: 'AUTH',
    home: 'auth.key',
    sealed: 'SELECT kid AS label, sealed_key AS sealed FROM auth_service.signing_keys',
  },
];

/** Copies what can't be made again into the backup, for its owner alone. */
export async function keepFiles(place: InstallationPlace, folder: string): Promise<KeptFile[]> {
  const kept: KeptFile[] = [];
  const keep = async (of: KeptFile['of'], name: string, content: Buffer): Promise<void> => {
    const file = `files/${of}-${name}`;
    await writePrivately(join(folder, file), content);
    kept.push({ file, of, name, sha256: await digestOfFile(join(folder, file)) });
  };
  for (const name of await filesOfHome(place.home))
    await keep('home', name, await readFile(join(place.home, name)));
  for (const name of FILE_VARIABLES) {
    const path = given(place.environment, name);
    if (path !== undefined) await keep('variable', name, await readFile(path));
  }
  for (const name of SECRET_VARIABLES) {
    const value = await valueOf(place.environment, name);
    if (value !== undefined) await keep('variable', name, Buffer.from(`${value}\n`));
  }
  return kept;
}

/** Keys and clients; folders such as those of the database and of mails are none of them. */
async function filesOfHome(home: string): Promise<string[]> {
  const found = await readdir(home, { withFileTypes: true }).catch(() => []);
  return found.filter((entry) => entry.isFile() && /\.(key|json)$/.test(entry.name)).map(({ name }) => name);
}

/**
 * A database without the keys that open what is sealed in it signs nothing any more.
 *
 * @throws BackupFault when one of the two is not among the files, or is another than that of the database
 */
export async function verifyKeys(
  client: ClientBase,
  folder: string,
  files: readonly KeptFile[],
): Promise<void> {
  for (const { service, home, sealed } of SEALING_KEYS) {
    const { rows } = await client.query<{ label: string; sealed: Buffer }>(sealed);
    if (rows.length === 0) continue;
    const key = await keyOf(folder, files, service, home);
    if (!rows.every((row) => unseal(key, row.label, row.sealed) !== null))
      throw new BackupFault(
        `The key of ${service} (${home}, or its variable) does not open what is sealed in the database: it is another key.`,
      );
  }
}

/** The one that the signing keys of the log are sealed with. @throws BackupFault when it is not in the backup */
export const integrityKeyOf = (folder: string, files: readonly KeptFile[]): Promise<Buffer> =>
  keyOf(folder, files, 'INTEGRITY', 'integrity.key');

/** In the order in which the services look for it. */
async function keyOf(
  folder: string,
  files: readonly KeptFile[],
  service: SealingKey['service'],
  home: string,
): Promise<Buffer> {
  const names = [`${service}_KEY_ENCRYPTION_KEY`, `${service}_KEY_FILE`, home];
  const file = names
    .map((name) => files.find((kept) => kept.name === name))
    .find((kept) => kept !== undefined);
  if (file === undefined)
    throw new BackupFault(
      `There is no key of ${service} that opens what is sealed in the database: set ${service}_KEY_FILE, or back up with --without-keys and keep the key yourself.`,
    );
  return Buffer.from((await readFile(join(folder, file.file), 'utf8')).trim(), 'base64');
}

/** Files that go back to where they were; those of variables that are not set now stay in the backup. */
export interface ReturnedFiles {
  readonly written: readonly string[];
  readonly left: readonly KeptFile[];
}

/** @throws BackupFault before anything is written when a file is there with another content */
export async function returnFiles(
  place: InstallationPlace,
  folder: string,
  files: readonly KeptFile[],
): Promise<ReturnedFiles> {
  const written: string[] = [];
  const left: KeptFile[] = [];
  for (const kept of files) {
    const target = targetOf(place, kept);
    if (target === null) left.push(kept);
    else {
      await rm(target, { force: true });
      await writePrivately(target, await readFile(join(folder, kept.file)));
      written.push(target);
    }
  }
  return { written, left };
}

/** Those that would be overwritten by others than themselves. */
export async function filesInTheWay(place: InstallationPlace, files: readonly KeptFile[]): Promise<string[]> {
  const inTheWay: string[] = [];
  for (const kept of files) {
    const target = targetOf(place, kept);
    if (target === null) continue;
    const found = await digestOfFile(target).catch(() => null);
    if (found !== null && found !== kept.sha256) inTheWay.push(target);
  }
  return inTheWay;
}

function targetOf({ home, environment }: InstallationPlace, { of, name }: KeptFile): string | null {
  if (of === 'home') return join(home, name);
  const variable = SECRET_VARIABLES.includes(name) ? `${name}_FILE` : name;
  return given(environment, variable) ?? null;
}

async function writePrivately(path: string, content: Buffer): Promise<void> {
  await mkdir(dirname(path), { recursive: true, mode: 0o700 });
  await writeFile(path, content, { mode: 0o600, flag: 'wx', flush: true });
}
