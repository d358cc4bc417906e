import { type ConditionFault } from './condition.js';
import { DEEPEST_NESTING, LONGEST_TEXT } from './limits.js';
import { codeOf, positionOf } from './source-text.js';

const PAIRS: ReadonlyMap<string, string> = new Map([
  [')', '('],
  [']', '['],
  ['}', '{'],
]);
/** Operators of other languages, and what CEL has instead. */
const FOREIGN: readonly (readonly [RegExp, string])[] = [
  [/(?<![=!<>])=(?!=)/, '=='],
  [/===/, '=='],
  [/!==/, '!='],
  [/(?<!&)&(?!&)/, '&&'],
  [/(?<!\|)\|(?!\|)/, '||'],
  [/(?<=\s)and(?=\s)/i, '&&'],
  [/(?<=\s)or(?=\s)/i, '||'],
  [/(?<=^|[\s(])not(?=\s)/i, '!'],
];
const LEFT_OPEN = /(&&|\|\||[=!]=|[<>]=?|[-+*/%!?:,.]|\bin)\s*$/;

export function faultAt(
  text: string,
  at: number,
  message: string,
  suggestion: string | null = null,
): ConditionFault {
  return { message, ...positionOf(text, at), suggestion };
}

/** What can be seen without parsing, and would keep the parser from doing so: too long, too deep, brackets unpaired. */
export function shapeFaults(text: string): ConditionFault[] {
  if (text.length > LONGEST_TEXT) {
    return [faultAt(text, LONGEST_TEXT, `the condition is longer than ${LONGEST_TEXT} characters`)];
  }
  const { code, unclosed } = codeOf(text);
  if (unclosed === null && code.trim() === '') return [faultAt(text, 0, 'the condition is empty')];
  return unclosed === null
    ? bracketFaults(text, code)
    : [faultAt(text, unclosed, 'the text is never closed')];
}

function bracketFaults(text: string, code: string): ConditionFault[] {
  const open: number[] = [];
  for (let index = 0; index < code.length; index++) {
    const char = code.charAt(index);
    if ('([{'.includes(char)) open.push(index);
    if (open.length > DEEPEST_NESTING) return [tooDeep(text, index)];
    const opening = PAIRS.get(char);
    if (opening === undefined) continue;
    if (code[open.pop() ?? -1] !== opening) return [faultAt(text, index, `'${char}' closes no '${opening}'`)];
  }
  return open.slice(0, 1).map((index) => faultAt(text, index, `'${code.charAt(index)}' is never closed`));
}

export function tooDeep(text: string, at: number): ConditionFault {
  return faultAt(text, at, `the condition nests deeper than ${DEEPEST_NESTING} levels`);
}

/** What the parser stopped at, in words of our own. */
export function syntaxFault(text: string, error: unknown): ConditionFault {
  const { code } = codeOf(text);
  const unfinished = LEFT_OPEN.exec(code);
  if (unfinished !== null) {
    return faultAt(text, unfinished.index, `something is missing after '${unfinished[1] ?? ''}'`);
  }
  for (const [foreign, instead] of FOREIGN) {
    const found = foreign.exec(code);
    if (found !== null) return faultAt(text, found.index, `CEL has no operator '${found[0]}'`, instead);
  }
  if (error instanceof RangeError) return tooDeep(text, 0);
  const at = offsetOf(error) ?? 0;
  const token = /^\s*([\p{L}\p{N}_]+|["']|\S|$)/u.exec(text.slice(at))?.[1] ?? '';
  return faultAt(
    text,
    skipSpace(text, at),
    token === '' ? 'the condition ends too early' : problem(error, token),
  );
}

function problem(error: unknown, token: string): string {
  const message = error instanceof Error ? error.message : '';
  if (message.includes('reserved')) return `'${token}' is a reserved word`;
  return message.includes('expecting') ? `unexpected '${token}'` : message;
}

export function skipSpace(text: string, at: number): number {
  return at + (/^[\s.]*/.exec(text.slice(at))?.[0].length ?? 0);
}

function offsetOf(error: unknown): number | null {
  if (typeof error !== 'object' || error === null || !('location' in error)) return null;
  const { location } = error;
  if (typeof location !== 'object' || location === null || !('start' in location)) return null;
  const { start } = location;
  if (typeof start !== 'object' || start === null || !('offset' in start)) return null;
  return typeof start.offset === 'number' ? start.offset : null;
}
