import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const DATA = process.env.ACGS_DATA;

/** Where a set of outside vectors stands; null without ACGS_DATA, or when it has no such set. */
export function vectorFolder(name: string): string | null {
  const folder = join(DATA ?? '', 'vectors', name);
  return DATA !== undefined && existsSync(folder) ? folder : null;
}

/** Every JSON file below a folder, by its path in it. */
export function jsonFiles<T>(folder: string): [string, T][] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.json'))
    .sort()
    .map((path) => [path, JSON.parse(readFileSync(join(folder, path), 'utf8')) as T]);
}

/** `describe`, skipped where the vectors are missing. */
export const describeWith = (folder: string | null): ReturnType<typeof describe.skipIf> =>
  describe.skipIf(folder === null);
