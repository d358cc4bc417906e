import { LogKeysSchema } from '@acgs/contracts';
import {
  parseCheckpoint,
  parseVerifierKey,
  tilePath,
  treeRoot,
  verifyNote,
  TILE_WIDTH,
  type VerifierKey,
} from '@acgs/merkle';
import { messageOf } from '../command-line.js';
import { answerOf } from './service-view.js';

export interface Head {
  readonly size: number;
  readonly root: Buffer;
}

/** @throws Error when the log does not give its keys */
export async function readLogKeys(url: string): Promise<VerifierKey[]> {
  const { keys } = LogKeysSchema.parse(await (await answered(url, '/api/v1/integrity/keys')).json());
  return keys.map(({ verifierKey }) => parseVerifierKey(verifierKey));
}

/** The signed head, or what is wrong with it. @throws Error when the log does not give it */
export async function readCheckpoint(
  url: string,
  keys: readonly VerifierKey[],
): Promise<Head | { readonly fault: string }> {
  const note = await (await answered(url, '/api/v1/checkpoint')).text();
  try {
    return parseCheckpoint(verifyNote(note, keys).text);
  } catch (error) {
    return { fault: messageOf(error) };
  }
}

/** The root that the public tiles have for so many leaves. */
export const rootFromTiles = (url: string, size: number): Promise<Buffer> =>
  treeRoot(
    {
      tile: async (level, index, width) => {
        const path = tilePath(level, index, width === TILE_WIDTH ? undefined : width);
        const bytes = await (await answered(url, `/api/v1/${path}`)).arrayBuffer();
        return new Uint8Array(bytes);
      },
    },
    size,
  );

async function answered(url: string, path: string): Promise<Response> {
  const response = await answerOf(url, path);
  if (response.ok) return response;
  throw new Error(`GET ${path} answers ${String(response.status)}`);
}
