import { cpSync, existsSync, statSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import type { MarkdownRenderer } from 'vitepress';

const ROOT = join(import.meta.dirname, '..', '..');

/** Files of the repository that pages link to, and that are no pages. */
const linked = new Set<string>();

/** Links are written for readers of the repository: to README.md, to files, and to folders, which are text here. */
export function linksOfSite(markdown: MarkdownRenderer): void {
  markdown.core.ruler.push('links-of-site', ({ tokens, env }) => {
    const { relativePath } = env as { relativePath: string };
    for (const token of tokens.flatMap(({ children }) => children ?? [])) {
      const href = token.type === 'link_open' ? token.attrGet('href') : null;
      if (href === null) continue;
      const link = linkOfSite(relativePath, href);
      token.attrs = link === null ? null : [['href', link]];
    }
  });
}

function linkOfSite(page: string, href: string): string | null {
  if (/^([a-z]+:|#|\/)/.test(href)) return href;
  const file = normalize(join(dirname(page), href.replace(/#.*$/, '')));
  if (file === 'README.md') return href.replace('README.md', 'index.md');
  // What is not there is left for the build to refuse.
  if (file.endsWith('.md') || !existsSync(join(ROOT, file))) return href;
  if (statSync(join(ROOT, file)).isDirectory()) return null;
  linked.add(file);
  return `/files/${file}.txt`;
}

/** As text, so that browsers show them. */
export function copyLinkedFiles(folder: string): void {
  for (const file of linked) cpSync(join(ROOT, file), join(folder, 'files', `${file}.txt`));
}
