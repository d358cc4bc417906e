import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { PROJECT_FOLDER } from '../../tools/project-folder.js';
import { pageText, plain, sectionOf, tableRows } from './docs-pages.js';

const APPS = join(PROJECT_FOLDER, 'apps');
const DECLARED = /\bstaleReads\s*\.(?:query(?:<[^(]*>)?|lend)\(\s*'([^']+)'/g;
const USED = /\bstaleReads\s*\./g;

interface Declared {
  readonly service: string;
  readonly read: string;
}

const sources = readdirSync(APPS, { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.ts') && !file.endsWith('.spec.ts'))
  .map((file) => ({ service: file.split('/')[0] ?? '', text: readFileSync(join(APPS, file), 'utf8') }));

const declared: Declared[] = sources.flatMap(({ service, text }) =>
  [...text.matchAll(DECLARED)].map(([, read]) => ({ service, read: read ?? '' })),
);

describe('reads that may be behind', () => {
  it('each have a name of their own, where they are declared', () => {
    const used = sources.flatMap(({ text }) => [...text.matchAll(USED)]);
    expect(declared.length).toBeGreaterThan(5);
    expect(declared).toHaveLength(used.length);
    expect(new Set(declared.map(({ read }) => read)).size).toBe(declared.length);
  });

  it('are the ones that docs/scale.md lists', () => {
    const rows = tableRows(sectionOf(pageText('docs/scale.md'), 'Reads from a replica'));
    const listed = rows.map((row) => ({ service: plain(row.service), read: plain(row.read) }));
    const byName = (one: Declared, other: Declared): number => one.read.localeCompare(other.read);
    expect(listed.sort(byName)).toStrictEqual(declared.sort(byName));
  });

  it('are each made in a test with a replica', () => {
    const tests = ['replica-services', 'simulation-replica'].map((name) =>
      pageText(`test/e2e/${name}.e2e-spec.ts`),
    );
    expect(declared.filter(({ read }) => !tests.some((text) => text.includes(`'${read}'`)))).toStrictEqual(
      [],
    );
  });

  it('are in no file that keeps answers in a cache', () => {
    const cached = /@(?:HotEndpoint|DatabaseQuery|ConstitutionalData)Cache\(/;
    expect(sources.filter(({ text }) => cached.test(text) && text.includes('staleReads'))).toStrictEqual([]);
  });
});
