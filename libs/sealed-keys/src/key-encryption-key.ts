import { isOpenToOthers, readOrCreatePrivateFile } from '@acgs/access';
import { ConfigurationError } from '@acgs/service';
import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';

const KEY_BYTES = 32;

/** A variable with 32 bytes in base64. */
export const keyEncryptionKeyVariable = z
  .base64()
  .transform((text) => Buffer.from(text, 'base64'))
  .refine((key) => key.length === KEY_BYTES, { error: 'must be 32 bytes in base64' })
  .optional();

export interface KeyEncryptionKeyOptions {
  /** What the variables are called, for messages. */
  readonly variables: { readonly key: string; readonly file: string };
  readonly key: Buffer | undefined;
  readonly file: string | undefined;
  readonly settings: { readonly ACGS_HOME: string; readonly NODE_ENV: string };
  /** Of the file in `ACGS_HOME`. */
  readonly fileName: string;
}

/**
 * The key that keeps signing keys secret in the database: from the environment, from a file, or, outside production, from
 * a file made on the first start.
 *
 * @throws ConfigurationError that names the variable to set
 */
export async function keyEncryptionKey(options: KeyEncryptionKeyOptions): Promise<Buffer> {
  const { variables, key, file, settings, fileName } = options;
  if (key !== undefined) return key;
  if (file !== undefined) return readKeyFile(variables.file, file, readFile(file, 'utf8'));
  if (settings.NODE_ENV === 'production') {
    throw new ConfigurationError(
      `In production no key is made: set ${variables.key} (32 bytes in base64) or ${variables.file}.`,
    );
  }
  const path = join(settings.ACGS_HOME, fileName);
  return readKeyFile(variables.file, path, readOrCreatePrivateFile(path, createKey));
}

const createKey = (): string => `${randomBytes(KEY_BYTES).toString('base64')}\n`;

async function readKeyFile(variable: string, path: string, content: Promise<string>): Promise<Buffer> {
  let text: string;
  let open: boolean;
  try {
    text = await content;
    open = await isOpenToOthers(path);
  } catch (cause) {
    throw new ConfigurationError(
      `${variable}: the key file ${path} cannot be read (${(cause as Error).message}).`,
    );
  }
  if (open) {
    throw new ConfigurationError(
      `${variable}: others may read the key file ${path}: give it the mode 0600, or make a new key.`,
    );
  }
  const key = Buffer.from(text.trim(), 'base64');
  if (key.length !== KEY_BYTES) {
    throw new ConfigurationError(`${variable}: the key file ${path} must hold 32 bytes in base64.`);
  }
  return key;
}
