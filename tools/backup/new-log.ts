import { CONSTITUTIONAL_HASH } from '@acgs/constitutional-hash';
import { ed25519Signer, formatCheckpoint, parseNote, parseCheckpoint, signNote } from '@acgs/merkle';
import { seal } from '@acgs/sealed-keys';
import { createPublicKey, generateKeyPairSync } from 'node:crypto';
import type { ClientBase } from 'pg';
import { BackupFault } from './backup-fault.js';
import { integrityKeyOf } from './kept-files.js';
import type { Manifest } from './manifest.js';

const ORIGIN = /^(?=.{1,200}$)[a-z0-9.-]+(?::[0-9]+)?(?:\/[A-Za-z0-9._~-]+)*$/;

interface NewLog {
  readonly folder: string;
  readonly manifest: Manifest;
  readonly name: string;
}

/**
 * Ends the log's keys and lets its trees go on under another name and a key of its own, so that nothing that is signed from
 * now on contradicts what was signed before. The new key becomes a leaf, as every key does: the log says where it changed.
 * Cosignatures stay with the log that they were given to.
 *
 * @throws BackupFault for a name that is none, or the log's own
 */
export async function renameLog(client: ClientBase, { folder, manifest, name }: NewLog): Promise<void> {
  if (!ORIGIN.test(name))
    throw new BackupFault(`--new-log: ${name} is not a host and a path, without scheme.`);
  const old = await nameOfLog(client);
  if (old === name) throw new BackupFault(`--new-log: the log is called ${name} already.`);
  const encryptionKey = await integrityKeyOf(folder, manifest.files);
  const { privateKey } = generateKeyPairSync('ed25519');
  const signer = ed25519Signer(name, privateKey);
  const pem = privateKey.export({ type: 'pkcs8', format: 'pem' }) as string;
  const { x } = createPublicKey(privateKey).export({ format: 'jwk' });
  await client.query(
    'UPDATE integrity_service.log_keys SET valid_to = now() WHERE valid_to IS NULL OR valid_to > now()',
  );
  await client.query(
    `INSERT INTO integrity_service.log_keys (verifier_key, public_key, sealed_key, constitutional_hash)
     VALUES ($1, $2, $3, $4)`,
    [
      signer.verifierKey,
      Buffer.from(x ?? '', 'base64url'),
      seal(encryptionKey, signer.verifierKey, pem),
      CONSTITUTIONAL_HASH,
    ],
  );
  for (const { tenant, size, root, checkpoint } of manifest.log) {
    const { origin } = parseCheckpoint(parseNote(checkpoint).text);
    const text = formatCheckpoint({
      origin: name + origin.slice(old.length),
      size,
      root: Buffer.from(root, 'base64'),
    });
    await client.query(
      'UPDATE integrity_service.trees SET checkpoint = $2, signed_at = now() WHERE tenant = $1',
      [tenant, await signNote(text, [signer])],
    );
  }
  await client.query('DELETE FROM integrity_service.cosignatures');
}

async function nameOfLog(client: ClientBase): Promise<string> {
  const { rows } = await client.query<{ verifier_key: string }>(
    'SELECT verifier_key FROM integrity_service.log_keys ORDER BY valid_from DESC LIMIT 1',
  );
  const [name] = rows[0]?.verifier_key.split('+') ?? [];
  if (name === undefined) throw new BackupFault('--new-log: the backup has no log yet.');
  return name;
}
