const LITERAL_OR_COMMENT = /\/\/[^\r\n]*|[rRbB]{0,2}(?:"""|''')|(?:[rRbB]{0,2})["']|[\p{L}\p{N}_]+|./gsu;
/** An `r` before the quote, with or without a `b`, makes backslashes plain. */
const RAW = /^[bB]?[rR]/;

/** The text with each string literal and comment replaced by as many blanks, so that brackets and operators can be found. */
export function codeOf(text: string): string {
  let code = '';
  let from = 0;
  while (from < text.length) {
    LITERAL_OR_COMMENT.lastIndex = from;
    const piece = LITERAL_OR_COMMENT.exec(text)?.[0] ?? text.charAt(from);
    const quote = /["']+$/.exec(piece)?.[0];
    const blank = quote !== undefined || piece.startsWith('//');
    const end =
      quote === undefined
        ? from + piece.length
        : endOfLiteral(text, from + piece.length, quote, RAW.test(piece));
    code += blank ? ' '.repeat(end - from) : piece;
    from = end;
  }
  return code;
}

function endOfLiteral(text: string, start: number, quote: string, raw: boolean): number {
  for (let index = start; index < text.length; index++) {
    if (text.startsWith(quote, index)) return index + quote.length;
    if (!raw && text[index] === '\\') index += 1;
  }
  return text.length;
}

/** Line and column of an offset, both from 1, the column in UTF-16 units. */
export function positionOf(text: string, at: number): { readonly line: number; readonly column: number } {
  const before = text.slice(0, at).split(/\r\n|\r|\n/);
  return { line: before.length, column: (before.at(-1) ?? '').length + 1 };
}
