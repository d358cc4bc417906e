import { seal, unseal } from '@acgs/sealed-keys';
import { ConfigurationError } from '@acgs/service';
import { createSigningKey, type PrivateJwk, PrivateJwkSchema } from './signing-key.js';
import type { SealedKey, SigningKeysRepository } from './signing-keys.repository.js';

/**
 * The installation's signing key, made when there is none. Processes that start at the same time end up with the same.
 *
 * @throws ConfigurationError when the key was sealed with another key
 */
export async function loadSigningKey(
  repository: SigningKeysRepository,
  encryptionKey: Buffer,
): Promise<PrivateJwk> {
  const row = (await repository.find()) ?? (await createFirst(repository, encryptionKey));
  const opened = unseal(encryptionKey, row.kid, row.sealedKey);
  if (opened === null) {
    throw new ConfigurationError(
      'The signing key in the database does not open with this key: set AUTH_KEY_ENCRYPTION_KEY or AUTH_KEY_FILE ' +
        'to the key of the first start.',
    );
  }
  return PrivateJwkSchema.parse(JSON.parse(opened));
}

async function createFirst(repository: SigningKeysRepository, encryptionKey: Buffer): Promise<SealedKey> {
  const key = await createSigningKey();
  await repository.insertFirst({
    kid: key.kid,
    sealedKey: seal(encryptionKey, key.kid, JSON.stringify(key)),
  });
  const row = await repository.find();
  if (row === null) throw new Error('the signing key vanished while it was being made');
  return row;
}
