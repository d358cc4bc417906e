import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { PROJECT_FOLDER } from '../project-folder.js';

/** Between them stands what is made from the code; the name says which part. */
const BLOCK = /(<!-- reference: ([^\n]+) -->\n)[\s\S]*?(<!-- end -->)/g;

/** What is made for one page: each part by the name in its mark. */
export interface MarkedPage {
  readonly path: string;
  readonly parts: ReadonlyMap<string, string>;
}

/**
 * The page with its parts made anew.
 *
 * @throws Error when a part has no mark in the page, or more than one, or a mark no part
 */
export function withParts(text: string, { path, parts }: MarkedPage): string {
  const marks = [...text.matchAll(BLOCK)].map((match) => match[2] ?? '');
  const missing = [...parts.keys()].filter((name) => !marks.includes(name));
  const wrong = marks.filter((name, index) => !parts.has(name) || marks.indexOf(name) !== index);
  if (missing.length > 0)
    throw new Error(`${path} has no place for: ${missing.map((name) => `"${name}"`).join(', ')}`);
  if (wrong.length > 0)
    throw new Error(`${path} has marks of nothing, or twice: ${wrong.map((name) => `"${name}"`).join(', ')}`);
  return text.replace(
    BLOCK,
    (_, start: string, name: string, end: string) => `${start}\n${parts.get(name) ?? ''}\n${end}`,
  );
}

/** Whether the page in the project's folder is as the code has it. */
export function isCurrent(page: MarkedPage): boolean {
  const text = readFileSync(join(PROJECT_FOLDER, page.path), 'utf8');
  return withParts(text, page) === text;
}

export function writePage(page: MarkedPage): void {
  const file = join(PROJECT_FOLDER, page.path);
  writeFileSync(file, withParts(readFileSync(file, 'utf8'), page));
}

/** A table of Markdown as prettier sets it; the first row is the head. */
export function markdownTable(rows: readonly (readonly string[])[]): string {
  const cells = rows.map((row) => row.map((cell) => cell.replaceAll('|', '\\|')));
  const widths = (cells[0] ?? []).map((_, column) =>
    Math.max(3, ...cells.map((row) => (row[column] ?? '').length)),
  );
  const [head = '', ...body] = cells.map(
    (row) => `| ${row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(' | ')} |\n`,
  );
  return `${head}| ${widths.map((width) => '-'.repeat(width)).join(' | ')} |\n${body.join('')}`;
}
