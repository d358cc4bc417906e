import { type Frame } from '../frame.js';
import { Uint } from '../values.js';
import { anyNumber, bool, define, func, text } from './definition.js';

const WORD = /[\p{L}\p{N}\p{M}_%]/u;
const DIGIT = /\p{Nd}/u;
/** What joins the words on both its sides to one token: `bob@x.org`, `a-b`, `12/05`. */
const JOINERS = new Set(['.', '/', '\\', '-', '@', '&', '+']);
/** What joins digits alone: `1,100`, `12:30`. */
const DIGIT_JOINERS = new Set([',', ':']);
/** What before a digit makes another number of it: `-5`, `.5`, `+44`. */
const SIGNS = new Set(['-', '.', '+']);

/** Whether a value stands in a text as a whole token, letters of either case. Linear in both lengths. */
function mentionsText(frame: Frame, value: string, wanted: string): boolean {
  frame.charge(4 + ((value.length + wanted.length) >> 2));
  const within = value.toLowerCase();
  const token = wanted.trim().toLowerCase();
  if (!WORD.test(token)) return false;
  for (const start of occurrences(within, token)) {
    if (startsToken(within, start) && endsToken(within, start + token.length)) return true;
  }
  return false;
}

/** Where the token stands, overlapping or not: Knuth, Morris and Pratt. */
function* occurrences(within: string, token: string): Generator<number> {
  const borders = bordersOf(token);
  let matched = 0;
  for (let index = 0; index < within.length; index++) {
    const unit = within.charCodeAt(index);
    while (matched > 0 && token.charCodeAt(matched) !== unit) matched = borders[matched - 1] ?? 0;
    if (token.charCodeAt(matched) === unit) matched++;
    if (matched < token.length) continue;
    yield index + 1 - matched;
    matched = borders[matched - 1] ?? 0;
  }
}

/** For each prefix, the length of its longest border. */
function bordersOf(token: string): number[] {
  const borders = [0];
  let length = 0;
  for (let index = 1; index < token.length; index++) {
    while (length > 0 && token.charCodeAt(length) !== token.charCodeAt(index))
      length = borders[length - 1] ?? 0;
    if (token.charCodeAt(length) === token.charCodeAt(index)) length++;
    borders.push(length);
  }
  return borders;
}

function startsToken(within: string, start: number): boolean {
  const first = charFrom(within, start);
  let at = start;
  let before = charBefore(within, at);
  if (DIGIT_JOINERS.has(before)) return !(DIGIT.test(first) && DIGIT.test(charBefore(within, at - 1)));
  if (SIGNS.has(before) && DIGIT.test(first)) return false;
  while (JOINERS.has(before) || (before === ':' && at < start)) before = charBefore(within, --at);
  return !WORD.test(before);
}

function endsToken(within: string, end: number): boolean {
  let at = end;
  let after = charFrom(within, at);
  if (DIGIT_JOINERS.has(after)) {
    return !(DIGIT.test(charBefore(within, end)) && DIGIT.test(charFrom(within, end + 1)));
  }
  while (JOINERS.has(after)) after = charFrom(within, ++at);
  return !WORD.test(after);
}

function charFrom(within: string, index: number): string {
  const code = within.codePointAt(index);
  return code === undefined ? '' : String.fromCodePoint(code);
}

function charBefore(within: string, index: number): string {
  if (index <= 0) return '';
  const code = within.codePointAt(index - 2) ?? 0;
  return index >= 2 && code > 0xffff ? String.fromCodePoint(code) : within.charAt(index - 1);
}

/** How people write a number: 1100, 1,100, 1100.0, 1100.00; more decimals only when it has them. */
export function writtenForms(value: number | bigint | Uint): string[] {
  const digits = (value instanceof Uint ? value.value : value).toString();
  const [, sign, whole = '', fraction = ''] = /^(-?)(\d+)(?:\.(\d+))?$/.exec(digits) ?? [];
  if (sign === undefined) return [digits];
  const grouped = whole.replace(/\B(?=(?:\d{3})+$)/g, ',');
  const fractions = [`.${fraction.padEnd(1, '0')}`, `.${fraction.padEnd(2, '0')}`];
  if (fraction === '') fractions.push('');
  return [...new Set([whole, grouped].flatMap((start) => fractions.map((end) => `${sign}${start}${end}`)))];
}

export const MENTIONS = define(
  'mentions',
  'Whether the value stands in the text as a whole token: bob@x.org in "pay bob@x.org." but not in "rob.bob@x.org" ' +
    'or "bob@x.org.net". Upper and lower case are one. A number is found as 1100, 1,100, 1100.0 or 1100.00.',
  '4 + n/4 for texts of n units together; for a number as often as it has written forms',
  [
    func([text, text], bool, mentionsText),
    func([text, anyNumber], bool, (frame, value, number) =>
      writtenForms(number).some((form) => mentionsText(frame, value, form)),
    ),
  ],
);
