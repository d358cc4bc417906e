import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { DefaultTheme } from 'vitepress';

const INDEX = join(import.meta.dirname, '..', 'README.md');

/** As docs/README.md has it: a group for each heading, with the pages of its table. */
export function sidebarOf(): DefaultTheme.SidebarItem[] {
  const [, ...sections] = readFileSync(INDEX, 'utf8').split(/^## /m);
  return sections.map((section) => ({
    text: section.slice(0, section.indexOf('\n')),
    items: [...section.matchAll(/^\| \[([^\]]+)\]\(([^)]+)\.md\)/gm)].map(
      ({ 1: text = '', 2: page = '' }) => ({
        text,
        link: new URL(page, 'file:///docs/').pathname,
      }),
    ),
  }));
}
