import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

export interface Section {
  readonly heading: string;
  readonly text: string;
}

export type TableRow = Readonly<Record<string, string>>;

const ROOT = join(import.meta.dirname, '..', '..');

/** A page of the documentation by its path in the project. */
export const pageText = (path: string): string => readFileSync(join(ROOT, path), 'utf8');

/** The paths of all pages below docs/. */
export const docsPages = (): string[] =>
  readdirSync(join(ROOT, 'docs'), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.md'))
    .map((name) => `docs/${name}`);

/** The parts between headings of any level, code blocks left whole. */
export function sectionsOf(page: string): Section[] {
  let section = { heading: '', text: '' };
  const sections = [section];
  let inCode = false;
  for (const line of page.split('\n')) {
    if (line.startsWith('```')) inCode = !inCode;
    const heading = inCode ? undefined : /^#+ (.+)$/.exec(line)?.[1];
    if (heading === undefined) section.text += `${line}\n`;
    else sections.push((section = { heading, text: '' }));
  }
  return sections;
}

/** @throws Error when there is none, or more than one */
export function sectionOf(page: string, heading: string): string {
  const found = sectionsOf(page).filter((section) => section.heading === heading);
  const [section] = found;
  if (section !== undefined && found.length === 1) return section.text;
  throw new Error(`${String(found.length)} sections are called "${heading}"`);
}

/** The contents of all code blocks of a language. */
export function codeBlocks(text: string, language: string): string[] {
  return [...text.matchAll(/^```(\w*)\n([\s\S]*?)^```$/gm)]
    .filter((block) => block[1] === language)
    .map((block) => block[2] ?? '');
}

/** The rows of every table, each cell by its column's heading. */
export function tableRows(text: string): TableRow[] {
  const rows: TableRow[] = [];
  let columns: string[] | null = null;
  for (const line of text.split('\n')) {
    if (!line.startsWith('|')) {
      columns = null;
      continue;
    }
    const cells = cellsOf(line);
    if (columns === null) columns = cells;
    else if (!cells.every((cell) => /^:?-+:?$/.test(cell)))
      rows.push(Object.fromEntries(columns.map((column, index) => [column, cells[index] ?? ''])));
  }
  return rows;
}

const cellsOf = (line: string): string[] =>
  line
    .slice(1, line.lastIndexOf('|'))
    .split(/(?<!\\)\|/)
    .map((cell) =>
      cell
        .trim()
        .replaceAll('\\|', '|')
        .replaceAll(String.raw`\_`, '_'),
    );

/** A cell without its code marks. */
export const plain = (cell: string | undefined): string => (cell ?? '').replaceAll('`', '');

/** The pieces of a cell that are marked as code. */
export const codesIn = (cell: string | undefined): string[] =>
  [...(cell ?? '').matchAll(/`([^`]+)`/g)].map((match) => match[1] ?? '');
