import { Failure } from '../failure.js';
import { type Frame } from '../frame.js';
import { bool, define, func, int, list, method, text } from './definition.js';
import { formatText } from './format.js';

const LINEAR = '1 + n/16 for a text of n units';
const SEARCH = `${LINEAR}; a part of m > 64 units (n - m) m/1024 more`;
const WHITE_SPACE = new Set([
  0x20, 0x09, 0x0a, 0x0b, 0x0c, 0x0d, 0x85, 0xa0, 0x1680, 0x2000, 0x2001, 0x2002, 0x2003, 0x2004, 0x2005,
  0x2006, 0x2007, 0x2008, 0x2009, 0x200a, 0x2028, 0x2029, 0x202f, 0x205f, 0x3000,
]);
const ESCAPES: ReadonlyMap<string, string> = new Map([
  ['\0', '\\0'],
  ['\x07', '\\a'],
  ['\b', '\\b'],
  ['\t', '\\t'],
  ['\n', '\\n'],
  ['\v', '\\v'],
  ['\f', '\\f'],
  ['\r', '\\r'],
  ['"', '\\"'],
  ['\\', '\\\\'],
]);

function chargeText(frame: Frame, ...values: readonly string[]): void {
  frame.charge(values.reduce((sum, value) => sum + (value.length >> 4), 1));
}

/** Searching costs the product of both lengths at worst, which matters for long parts. */
function chargeSearch(frame: Frame, value: string, part: string): void {
  const worst = part.length > 64 ? Math.max(0, value.length - part.length) * part.length : 0;
  frame.charge(1 + (value.length >> 4) + Math.floor(worst / 1024));
}

function outOfRange(index: bigint): Failure {
  return new Failure(`index ${index.toString()} out of range`);
}

function charAt(_: Frame, value: string, index: bigint): unknown {
  return index < 0n || index > BigInt(value.length) ? outOfRange(index) : value.charAt(Number(index));
}

function indexOf(frame: Frame, value: string, part: string, start: bigint): unknown {
  chargeSearch(frame, value, part);
  if (start < 0n || start >= BigInt(value.length)) return outOfRange(start);
  return BigInt(value.indexOf(part, Number(start)));
}

function lastIndexOf(frame: Frame, value: string, part: string, start: bigint): unknown {
  chargeSearch(frame, value, part);
  if (start < 0n || start >= BigInt(value.length)) return outOfRange(start);
  return BigInt(value.lastIndexOf(part, Number(start)));
}

function substring(frame: Frame, value: string, start: bigint, end: bigint): unknown {
  const size = BigInt(value.length);
  if (start < 0n || start > size) return outOfRange(start);
  if (end < 0n || end > size) return outOfRange(end);
  if (start > end) return new Failure('substring: the start is after the end');
  frame.charge(1 + (Number(end - start) >> 4));
  return value.substring(Number(start), Number(end));
}

function replace(frame: Frame, value: string, part: string, by: string, times: number): string {
  chargeSearch(frame, value, part);
  const pieces: string[] = [];
  let from = 0;
  for (let done = 0; done < times; done++) {
    const found = part === '' ? gapAfter(value, from, done) : value.indexOf(part, from);
    if (found === -1) break;
    frame.charge(1 + ((found - from + by.length) >> 4));
    pieces.push(value.slice(from, found), by);
    from = found + part.length;
  }
  return pieces.join('') + value.slice(from);
}

/** An empty part stands before every unit and at the end. */
function gapAfter(value: string, from: number, done: number): number {
  const gap = done === 0 ? 0 : from + 1;
  return gap > value.length ? -1 : gap;
}

function split(frame: Frame, value: string, separator: string, limit: number | undefined): readonly string[] {
  chargeSearch(frame, value, separator);
  frame.charge(value.length);
  return limit === 1 ? [value] : value.split(separator, limit);
}

function trim(frame: Frame, value: string): string {
  chargeText(frame, value);
  let start = 0;
  let end = value.length;
  while (start < end && WHITE_SPACE.has(value.charCodeAt(start))) start++;
  while (end > start && WHITE_SPACE.has(value.charCodeAt(end - 1))) end--;
  return value.slice(start, end);
}

function join(frame: Frame, values: readonly unknown[], separator: string): unknown {
  for (const value of values) {
    if (typeof value !== 'string') return new Failure('join: the list holds a value that is no text');
    frame.charge(1 + ((value.length + separator.length) >> 4));
  }
  return values.join(separator);
}

function quote(frame: Frame, value: string): string {
  chargeText(frame, value, value);
  return `"${Array.from(value, (unit) => ESCAPES.get(unit) ?? unit).join('')}"`;
}

function charged<R>(
  run: (value: string, part: string) => R,
): (frame: Frame, value: string, part: string) => R {
  return (frame, value, part) => {
    chargeSearch(frame, value, part);
    return run(value, part);
  };
}

export const STRINGS = [
  define('contains', 'Whether the text holds the part.', SEARCH, [
    method(
      [text, text],
      bool,
      charged((value, part) => value.includes(part)),
    ),
  ]),
  define('startsWith', 'Whether the text begins with the part.', LINEAR, [
    method(
      [text, text],
      bool,
      charged((value, part) => value.startsWith(part)),
    ),
  ]),
  define('endsWith', 'Whether the text ends with the part.', LINEAR, [
    method(
      [text, text],
      bool,
      charged((value, part) => value.endsWith(part)),
    ),
  ]),
  define('charAt', 'The UTF-16 unit at an index; empty at the end.', '1', [
    method([text, int], text, charAt),
  ]),
  define('indexOf', 'Where the part stands first, from a start; -1 when nowhere.', SEARCH, [
    method(
      [text, text],
      int,
      charged((value, part) => BigInt(value.indexOf(part))),
    ),
    method([text, text, int], int, indexOf),
  ]),
  define('lastIndexOf', 'Where the part stands last, up to a start; -1 when nowhere.', SEARCH, [
    method(
      [text, text],
      int,
      charged((value, part) => BigInt(value.lastIndexOf(part))),
    ),
    method([text, text, int], int, lastIndexOf),
  ]),
  define('lowerAscii', 'The text with A to Z in lower case.', LINEAR, [
    method([text], text, (frame, value) => {
      chargeText(frame, value);
      return value.replace(/[A-Z]+/g, (part) => part.toLowerCase());
    }),
  ]),
  define('upperAscii', 'The text with a to z in upper case.', LINEAR, [
    method([text], text, (frame, value) => {
      chargeText(frame, value);
      return value.replace(/[a-z]+/g, (part) => part.toUpperCase());
    }),
  ]),
  define(
    'replace',
    'The text with a part replaced, at most so many times.',
    `${SEARCH}; 1 + m/16 per replacement`,
    [
      method([text, text, text], text, (frame, value, part, by) => replace(frame, value, part, by, Infinity)),
      method([text, text, text, int], text, (frame, value, part, by, times) =>
        replace(frame, value, part, by, Number(times)),
      ),
    ],
  ),
  define('split', 'The parts between separators, at most so many.', `${SEARCH}; n more`, [
    method([text, text], list, (frame, value, separator) => split(frame, value, separator, undefined)),
    method([text, text, int], list, (frame, value, separator, limit) =>
      split(frame, value, separator, Number(limit)),
    ),
  ]),
  define('substring', 'The text from a start, to an end.', LINEAR, [
    method([text, int], text, (frame, value, start) => substring(frame, value, start, BigInt(value.length))),
    method([text, int, int], text, substring),
  ]),
  define('trim', 'The text without white space around it.', LINEAR, [method([text], text, trim)]),
  define('join', 'The texts of a list with a separator between.', '1 per element, and n/16', [
    method([list], text, (frame, values) => join(frame, values, '')),
    method([list, text], text, join),
  ]),
  define('strings.quote', 'The text in double quotes, escaped.', LINEAR, [func([text], text, quote)]),
  define(
    'format',
    'The text with %s %d %f %e %b %o %x %X filled from a list.',
    '20 per clause, and 1 per unit written',
    [method([text, list], text, formatText)],
  ),
];
