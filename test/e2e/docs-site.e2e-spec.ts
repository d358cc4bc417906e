import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { docsPages, pageText } from '../conformance/docs-pages.js';

const ROOT = join(import.meta.dirname, '..', '..');
const VITEPRESS = join(ROOT, 'node_modules', 'vitepress', 'bin', 'vitepress.js');
const PAGES = ['README.md', 'CONTRIBUTING.md', 'CHANGELOG.md', ...docsPages()];

describe('npm run docs', () => {
  let folder: string;
  let built: ReturnType<typeof spawnSync>;
  const files = new Map<string, string>();

  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'acgs-site-'));
    built = spawnSync(process.execPath, [VITEPRESS, 'build', 'docs', '--outDir', folder], {
      cwd: ROOT,
      // The runner's own would have it build for a test.
      env: { PATH: process.env.PATH },
      encoding: 'utf8',
    });
    for (const name of readdirSync(folder, { recursive: true, encoding: 'utf8' }))
      if (name.endsWith('.html')) files.set(name, readFileSync(join(folder, name), 'utf8'));
  });

  afterAll(() => {
    rmSync(folder, { recursive: true });
  });

  it('makes a page of each, with its heading', () => {
    expect([built.status, built.status === 0 ? '' : built.stderr]).toStrictEqual([0, '']);
    const nameOf = (page: string): string =>
      page === 'README.md' ? 'index.html' : page.replace(/md$/, 'html');
    const missing = PAGES.filter((page) => {
      const heading = /^# (.+)$/m.exec(pageText(page))?.[1] ?? page;
      return files.get(nameOf(page))?.includes(heading.replaceAll('`', '')) !== true;
    });
    expect(missing).toStrictEqual([]);
  });

  it('leads nowhere that is not there', () => {
    const broken = [...files].flatMap(([name, html]) =>
      [...html.matchAll(/<a [^>]*href="([^"#:]+)(?:#[^"]*)?"/g)]
        .map((match) => new URL(match[1] ?? '', `file:///${name}`).pathname)
        .filter((path) => !existsSync(join(folder, path === '/' ? 'index.html' : path)))
        .map((path) => `${name}: ${path}`),
    );
    expect(files.size).toBeGreaterThan(PAGES.length);
    expect(broken).toStrictEqual([]);
  });

  it('loads nothing from elsewhere', () => {
    const foreign = [...files].flatMap(([name, html]) =>
      (html.match(/<(?:script|link|img)[^>]+(?:src|href)="(?:https?:)?\/\/[^"]+/g) ?? []).map(
        (tag) => `${name}: ${tag}`,
      ),
    );
    expect(foreign).toStrictEqual([]);
  });
});
