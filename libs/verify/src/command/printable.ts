/** Controls (C0 and C1), what has no width or turns the direction of writing, and breaks of lines and paragraphs. */
const UNPRINTABLE = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu;

/**
 * A line for a terminal: what would move its cursor, hide text or start another line stands as the escape of JSON, within
 * strings of which it means the same. For texts that come from whoever made the file.
 */
export function printable(line: string): string {
  return line.replace(UNPRINTABLE, (character) =>
    Array.from({ length: character.length }, (_, at) => escapeOf(character.charCodeAt(at))).join(''),
  );
}

const escapeOf = (unit: number): string => `\\u${unit.toString(16).padStart(4, '0')}`;
