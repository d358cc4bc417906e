import { existsSync, readdirSync } from 'node:fs';
import { basename, dirname, join, normalize } from 'node:path';
import { codesIn, docsPages, pageText, sectionsOf } from './docs-pages.js';

const ROOT = join(import.meta.dirname, '..', '..');
const PAGES = ['README.md', 'CONTRIBUTING.md', 'CHANGELOG.md', ...docsPages()];
const SOURCE_FOLDERS = ['apps', 'libs', 'migrations', 'tools', 'test', 'examples', 'docs', '.ci'];

/** Paths of the project's own files. */
const FILES = SOURCE_FOLDERS.flatMap((folder) =>
  readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' }).map((name) => `${folder}/${name}`),
);
const NAMES = new Set(FILES.map((file) => basename(file)));

/** As GitHub makes them of headings. */
const anchorOf = (heading: string): string =>
  heading
    .toLowerCase()
    .replaceAll(/[^\w\- ]/g, '')
    .replaceAll(' ', '-');

function isBroken(page: string, link: string): boolean {
  const [path = '', anchor] = link.split('#');
  const target = path === '' ? page : normalize(join(dirname(page), path));
  if (!existsSync(join(ROOT, target))) return true;
  if (anchor === undefined) return false;
  return !sectionsOf(pageText(target)).some(({ heading }) => anchorOf(heading) === anchor);
}

/** Code that names a file of the project, such as `libs/rules/src/index.ts` or `decision-log.ts`. */
const isFileName = (code: string): boolean => /^[\w.\-/]+\.(ts|mjs|js|cjs|md)$/.test(code);

function isMissing(code: string): boolean {
  if (!code.includes('/')) return !NAMES.has(code) && !existsSync(join(ROOT, code));
  return !FILES.some((file) => file === code || file.endsWith(`/${code}`));
}

describe.each(PAGES)('%s', (page) => {
  const text = pageText(page);

  it('links to what there is', () => {
    const links = [...text.matchAll(/\]\(([^)\s]+)\)/g)].map((match) => match[1] ?? '');
    const own = links.filter((link) => !/^https?:/.test(link));
    expect(own.filter((link) => isBroken(page, link))).toStrictEqual([]);
  });

  it('names files that there are', () => {
    const prose = sectionsOf(text).map((section) => section.text.replaceAll(/^```[\s\S]*?^```$/gm, ''));
    const files = prose.flatMap(codesIn).filter(isFileName);
    expect(files.filter(isMissing)).toStrictEqual([]);
  });
});

describe('docs/README.md', () => {
  it('leads to every page, that of the decisions to every decision', () => {
    const linked = ['docs/README.md', 'docs/decisions/README.md'].flatMap((page) =>
      [...pageText(page).matchAll(/\]\(([\w./-]+)\)/g)].map((match) => join(dirname(page), match[1] ?? '')),
    );
    expect(docsPages().filter((page) => page !== 'docs/README.md' && !linked.includes(page))).toStrictEqual(
      [],
    );
  });
});

describe('docs/decision-path.md', () => {
  it('leads through files that import each other, from the controller to the statement', () => {
    const page = pageText('docs/decision-path.md');
    const linked = [...page.matchAll(/\]\(\.\.\/([^)]+\.ts)\)/g)].map((match) => match[1] ?? '');
    const decisions = 'apps/governance-engine/src/decisions';
    const steps = ['controller', 'service'].map((part) => `${decisions}/decisions.${part}.ts`);
    steps.push(`${decisions}/decision-log.ts`, `${decisions}/decisions.repository.ts`);
    expect(linked).toStrictEqual(expect.arrayContaining(steps));
    steps.slice(1).forEach((step, index) => {
      const importing = pageText(steps[index] ?? '');
      expect(importing).toContain(`./${basename(step, '.ts')}.js`);
    });
  });
});
