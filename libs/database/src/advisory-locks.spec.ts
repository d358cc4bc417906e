import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ADVISORY_LOCKS } from './advisory-locks.js';

const ROOT = join(import.meta.dirname, '../../..');

const sources = ['apps', 'libs', 'tools', 'migrations'].flatMap((folder) =>
  readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.ts') && !path.endsWith('.spec.ts'))
    .map((path) => readFileSync(join(ROOT, folder, path), 'utf8')),
);

describe('the advisory locks', () => {
  it('have a number each, which stands in the code once', () => {
    const written = sources.flatMap((text) => text.match(/\b7_?205_?160_?\d{3}\b/g) ?? []);
    const numbers = written.map((literal) => Number(literal.replaceAll('_', '')));
    expect(numbers).toEqual(expect.arrayContaining(Object.values(ADVISORY_LOCKS)));
    expect(numbers.sort()).toStrictEqual([...new Set(numbers)].sort());
  });
});
