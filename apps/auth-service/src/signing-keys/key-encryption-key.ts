import { isOpenToOthers, readOrCreatePrivateFile } from '@acgs/access';
import { ConfigurationError } from '@acgs/service';
import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { AuthSettings } from '../config.js';

const KEY_BYTES = 32;

/**
 * The key that keeps the signing key secret in the database: from the environment, from a file, or, outside production,
 * from a file made on the first start.
 *
 * @throws ConfigurationError that names the variable to set
 */
export async function keyEncryptionKey(settings: AuthSettings): Promise<Buffer> {
  const { AUTH_KEY_ENCRYPTION_KEY, AUTH_KEY_FILE, ACGS_HOME, NODE_ENV } = settings;
  if (AUTH_KEY_ENCRYPTION_KEY !== undefined) return AUTH_KEY_ENCRYPTION_KEY;
  if (AUTH_KEY_FILE !== undefined) return readKeyFile(AUTH_KEY_FILE, readFile(AUTH_KEY_FILE, 'utf8'));
  if (NODE_ENV === 'production') {
    throw new ConfigurationError(
      'In production no key is made: set AUTH_KEY_ENCRYPTION_KEY (32 bytes in base64) or AUTH_KEY_FILE.',
    );
  }
  const path = join(ACGS_HOME, 'auth.key');
  return readKeyFile(path, readOrCreatePrivateFile(path, createKey));
}

const createKey = (): string => `${randomBytes(KEY_BYTES).toString('base64')}\n`;

async function readKeyFile(path: string, content: Promise<string>): Promise<Buffer> {
  let text: string;
  let open: boolean;
  try {
    text = await content;
    open = await isOpenToOthers(path);
  } catch (cause) {
    throw new ConfigurationError(
      `AUTH_KEY_FILE: the key file ${path} cannot be read (${(cause as Error).message}).`,
    );
  }
  if (open) {
    throw new ConfigurationError(
      `AUTH_KEY_FILE: others may read the key file ${path}: give it the mode 0600, or make a new key.`,
    );
  }
  const key = Buffer.from(text.trim(), 'base64');
  if (key.length !== KEY_BYTES) {
    throw new ConfigurationError(`AUTH_KEY_FILE: the key file ${path} must hold 32 bytes in base64.`);
  }
  return key;
}
