import { BUNDLE_BYTES_MAX, entriesPath, HASH_BYTES, TILE_WIDTH, tilePath } from '@acgs/merkle';
import { setTimeout as pause } from 'node:timers/promises';
import { type LogSource, MissingFileError } from '../core/verify-log.js';
import { messageOf } from './files.js';
import { UndecidedError } from './undecided-error.js';

/** What every request of ACGS carries. The library that has it as a constant would bring a web framework along. */
const CONSTITUTIONAL_HASH = 'cdd01ef066bc6cf2';
const TIMEOUT_MILLISECONDS = 30_000;
const ATTEMPTS = 5;
const WAIT_SECONDS_MAX = 60;

/** A live log, by the address above its checkpoint. */
export class HttpSource implements LogSource {
  readonly readAhead = 4;
  private readonly prefix: string;

  /** @throws UndecidedError when it is no address */
  constructor(
    address: string,
    private readonly token: string | null,
  ) {
    if (!/^https?:\/\//.test(address) || !URL.canParse(address)) {
      throw new UndecidedError(`${address} is no address of a log`);
    }
    this.prefix = address.endsWith('/') ? address : `${address}/`;
  }

  async checkpoint(): Promise<string> {
    return (await this.file('checkpoint')).toString('utf8');
  }

  async tile(level: number, index: number, width: number): Promise<Buffer> {
    const tile = await this.partOrWhole(tilePath(level, index, width), tilePath(level, index));
    return tile.length === TILE_WIDTH * HASH_BYTES ? tile.subarray(0, width * HASH_BYTES) : tile;
  }

  entries(index: number, width: number): Promise<Buffer> {
    return this.partOrWhole(entriesPath(index, width), entriesPath(index));
  }

  private async partOrWhole(part: string, whole: string): Promise<Buffer> {
    const found = (await this.found(part)) ?? (part === whole ? null : await this.found(whole));
    if (found === null) throw new MissingFileError(part);
    return found;
  }

  private async file(path: string): Promise<Buffer> {
    const bytes = await this.found(path);
    if (bytes === null) throw new MissingFileError(path);
    return bytes;
  }

  /** The bytes, or null for a 404. Waits where the log asks for it. @throws UndecidedError for every other answer */
  private async found(path: string, attempt = 1): Promise<Buffer | null> {
    const response = await this.answer(path);
    if (response.status === 404) return null;
    const wait = Number(response.headers.get('retry-after') ?? NaN);
    if (!response.ok && wait <= WAIT_SECONDS_MAX && attempt < ATTEMPTS) {
      await pause(wait * 1000);
      return this.found(path, attempt + 1);
    }
    if (!response.ok) throw new UndecidedError(`${this.prefix}${path} was answered with ${response.status}`);
    return bodyOf(response, `${this.prefix}${path}`);
  }

  private async answer(path: string): Promise<Response> {
    // The token is for the log alone: a redirect elsewhere is not followed with it.
    const headers: Record<string, string> = { 'X-Constitutional-Hash': CONSTITUTIONAL_HASH };
    if (this.token !== null) headers.Authorization = `Bearer ${this.token}`;
    try {
      const signal = AbortSignal.timeout(TIMEOUT_MILLISECONDS);
      return await fetch(`${this.prefix}${path}`, { headers, signal, redirect: 'error' });
    } catch (error) {
      throw new UndecidedError(`${this.prefix}${path} cannot be reached: ${messageOf(error)}`, {
        cause: error,
      });
    }
  }
}

async function bodyOf(response: Response, url: string): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  try {
    for await (const chunk of response.body ?? []) {
      chunks.push(chunk as Uint8Array);
      bytes += (chunk as Uint8Array).length;
      if (bytes > BUNDLE_BYTES_MAX) break;
    }
  } catch (error) {
    throw new UndecidedError(`${url} broke off: ${messageOf(error)}`, { cause: error });
  }
  if (bytes > BUNDLE_BYTES_MAX) throw new UndecidedError(`${url} has more bytes than any file of a log`);
  return Buffer.concat(chunks);
}
