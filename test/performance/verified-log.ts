import type { LogKeys } from '@acgs/contracts';
import { entriesPath, parseCheckpoint, parseNote, TILE_WIDTH, tilePath } from '@acgs/merkle';
import { runVerify } from '@acgs/verify';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { ApiClient } from '../../tools/installation/api-client.js';

/** Leaves a second of `acgs-verify folder` over a copy of a live log, read from the disk. */
export async function verifyRate(origin: string, reader: ApiClient): Promise<number> {
  const folder = await mkdtemp(join(tmpdir(), 'acgs-log-'));
  try {
    const size = await download(origin, reader, folder);
    const { keys } = (await (
      await fetch(`${origin}/api/v1/integrity/keys`, { headers: reader.headers })
    ).json()) as LogKeys;
    const parameters = ['folder', folder, ...keys.flatMap(({ verifierKey }) => ['--key', verifierKey])];
    const said: string[] = [];
    const write = (text: string | Uint8Array): boolean => said.push(String(text)) > 0;
    const began = performance.now();
    const code = await runVerify(parameters, {
      stdout: { write },
      stderr: { write, isTTY: false },
      env: {},
    });
    if (code !== 0) throw new Error(`the log does not verify: ${said.join('')}`);
    return size / ((performance.now() - began) / 1000);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function download(origin: string, { headers }: ApiClient, folder: string): Promise<number> {
  const fetched = async (path: string): Promise<Buffer> => {
    const response = await fetch(`${origin}/api/v1/${path}`, { headers });
    if (!response.ok) throw new Error(`${path}: ${await response.text()}`);
    const bytes = Buffer.from(await response.arrayBuffer());
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), bytes);
    return bytes;
  };
  const { size } = parseCheckpoint(parseNote((await fetched('checkpoint')).toString()).text);
  for (const path of pathsOf(size)) await fetched(path);
  return size;
}

function pathsOf(size: number): string[] {
  const paths = widthsOf(size).map((width, index) => entriesPath(index, width));
  for (let level = 0, count = size; count > 0; level++, count = Math.floor(count / TILE_WIDTH)) {
    paths.push(...widthsOf(count).map((width, index) => tilePath(level, index, width)));
  }
  return paths;
}

const widthsOf = (count: number): number[] =>
  Array.from({ length: Math.ceil(count / TILE_WIDTH) }, (_, index) =>
    Math.min(TILE_WIDTH, count - index * TILE_WIDTH),
  );
