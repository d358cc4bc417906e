import { readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import { codesIn, pageText, plain, tableRows } from './docs-pages.js';

const ROOT = join(import.meta.dirname, '..', '..');
const FOLDERS = ['apps', 'libs', 'tools', 'test', 'docs', 'docker'];
const NAMES = new Set([
  ...readdirSync(ROOT),
  ...FOLDERS.flatMap((folder) =>
    readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' }).map((name) => basename(name)),
  ),
]);
const IS_FILE = /\.(ts|js|json|md|sh|yaml)$/;
const PAGE = pageText('docs/security.md');
const ROWS = tableRows(PAGE).filter((row) => row.id !== undefined);
const COUNTS = tableRows(PAGE).filter((row) => row.requirements !== undefined);
const numbersOf = (id: string): number[] => id.slice(1).split('.').map(Number);

const filesIn = (text: string | undefined): string[] => codesIn(text).filter((code) => IS_FILE.test(code));

/** Whether the second id stands where it belongs: after the first. */
function follows(before: string, after: string): boolean {
  const [left, right] = [numbersOf(before), numbersOf(after)];
  const at = left.findIndex((number, index) => number !== right[index]);
  return at >= 0 && (left[at] ?? 0) < (right[at] ?? 0);
}

describe('docs/security.md', () => {
  it('walks through the 17 chapters, each requirement once and in order', () => {
    const ids = ROWS.map(({ id = '' }) => id);
    expect(ids.filter((id) => !/^V\d+\.\d+\.\d+$/.test(id))).toStrictEqual([]);
    expect(ids.filter((id, index) => index > 0 && !follows(ids[index - 1] ?? '', id))).toStrictEqual([]);
    expect(new Set(ids.map((id) => numbersOf(id)[0])).size).toBe(17);
    // As many as the published table of 5.0.0 has at level 1.
    expect(ROWS.filter(({ level }) => level === '1')).toHaveLength(70);
  });

  it('answers each, and counts the answers truly', () => {
    const counted = COUNTS.map(({ answer, requirements }) => [answer, Number(requirements)]);
    const answers = ['met', 'not applicable', 'not met'];
    expect(counted).toStrictEqual(
      answers.map((answer) => [answer, ROWS.filter((row) => row.answer === answer).length]),
    );
    expect(ROWS.filter((row) => !answers.includes(row.answer ?? ''))).toStrictEqual([]);
  });

  it('names for each that is met what answers it, and says why another is not', () => {
    const bare = ROWS.filter((row) => {
      const why = row['by what, or why'];
      return row.answer === 'met' ? codesIn(why).length === 0 && plain(why).length < 20 : plain(why) === '';
    });
    expect(bare.map(({ id }) => id)).toStrictEqual([]);
  });
});

it.each(['docs/security.md', 'docs/threat-model.md', 'SECURITY.md'])(
  '%s names files that are there',
  (page) => {
    const named = filesIn(pageText(page).replaceAll(/^```[\s\S]*?^```$/gm, ''));
    expect(named.filter((file) => !NAMES.has(basename(file)))).toStrictEqual([]);
    expect(named.length > 10 || page === 'SECURITY.md').toBe(true);
  },
);
