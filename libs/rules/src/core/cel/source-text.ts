const LITERAL_OR_COMMENT = /\/\/[^\r\n]*|[rRbB]{0,2}(?:"""|''')|(?:[rRbB]{0,2})["']|[\p{L}\p{N}_]+|./gsu;
/** An `r` before the quote, with or without a `b`, makes backslashes plain. */
const RAW = /^[bB]?[rR]/;

/**
 * The text with comments blanked and string literals filled with underscores, so that brackets and operators can be
 * found; and the offset of a literal that is never closed.
 */
export function codeOf(text: string): { readonly code: string; readonly unclosed: number | null } {
  let code = '';
  let from = 0;
  while (from < text.length) {
    LITERAL_OR_COMMENT.lastIndex = from;
    const piece = LITERAL_OR_COMMENT.exec(text)?.[0] ?? text.charAt(from);
    const quote = /["']+$/.exec(piece)?.[0];
    if (quote === undefined) {
      code += piece.startsWith('//') ? ' '.repeat(piece.length) : piece;
      from += piece.length;
      continue;
    }
    const end = endOfLiteral(text, from + piece.length, quote, RAW.test(piece));
    if (end === null) return { code, unclosed: from };
    code += '_'.repeat(end - from);
    from = end;
  }
  return { code, unclosed: null };
}

function endOfLiteral(text: string, start: number, quote: string, raw: boolean): number | null {
  for (let index = start; index < text.length; index++) {
    if (text.startsWith(quote, index)) return index + quote.length;
    if (!raw && text[index] === '\\') index += 1;
  }
  return null;
}

/** Line and column of an offset, both from 1, the column in UTF-16 units. */
export function positionOf(text: string, at: number): { readonly line: number; readonly column: number } {
  const before = text.slice(0, at).split(/\r\n|\r|\n/);
  return { line: before.length, column: (before.at(-1) ?? '').length + 1 };
}
