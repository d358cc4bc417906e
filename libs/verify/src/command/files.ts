import { createReadStream } from 'node:fs';
import { rename, writeFile } from 'node:fs/promises';
import { UndecidedError } from './undecided-error.js';

const TEXT_BYTES_MAX = 64 * 1024 * 1024;

/** Reads no more than is allowed, of a pipe or a device too. @throws UndecidedError when it cannot be read, or is too large */
export async function readBytes(file: string): Promise<Buffer> {
  try {
    const chunks: Buffer[] = [];
    for await (const chunk of createReadStream(file, { end: TEXT_BYTES_MAX })) chunks.push(chunk as Buffer);
    const bytes = Buffer.concat(chunks);
    if (bytes.length <= TEXT_BYTES_MAX) return bytes;
  } catch (error) {
    throw new UndecidedError(`${file} cannot be read: ${messageOf(error)}`, { cause: error });
  }
  throw new UndecidedError(`${file} is larger than 64 MiB`);
}

/** @throws UndecidedError when it cannot be read */
export async function readText(file: string): Promise<string> {
  return (await readBytes(file)).toString('utf8');
}

/** The file is whole at every moment: the old one or the new one. @throws UndecidedError when it cannot be written */
export async function writeWhole(file: string, content: string | Uint8Array): Promise<void> {
  try {
    await writeFile(`${file}.new`, content);
    await rename(`${file}.new`, file);
  } catch (error) {
    throw new UndecidedError(`${file} cannot be written: ${messageOf(error)}`, { cause: error });
  }
}

export function isMissing(error: unknown): boolean {
  const code = typeof error === 'object' && error !== null && 'code' in error ? error.code : null;
  return code === 'ENOENT' || code === 'ENOTDIR';
}

export function messageOf(error: unknown): string {
  return typeof error === 'object' && error !== null && 'message' in error
    ? String(error.message)
    : String(error);
}
