import { Failure } from '../failure.js';
import { type Frame } from '../frame.js';
import { entriesOf } from '../maps.js';
import { formatDuration, formatTimestamp } from '../time.js';
import { Duration, Timestamp, TypeName, Uint } from '../values.js';
import { kindOf, LIST, MAP } from '../kinds.js';

const CLAUSE = /%(?:%|\.(\d{0,3})(.)|(.))?/gsu;
const DIGITS_WHEN_UNSAID = 6;
const MOST_DIGITS = 100;
const CLAUSE_STEPS = 20;
const encoder = new TextEncoder();
const decoder = new TextDecoder();
/** At most one for each number of digits: they are dear to make. */
const numberFormats = new Map<number, Intl.NumberFormat>();

/** Fills the clauses of a template from a list, which must be just as long. */
export function formatText(frame: Frame, template: string, values: readonly unknown[]): unknown {
  frame.charge(1 + template.length);
  const pieces: string[] = [];
  let from = 0;
  let used = 0;
  for (const found of template.matchAll(CLAUSE)) {
    pieces.push(template.slice(from, found.index));
    from = found.index + found[0].length;
    if (found[0] === '%%') {
      pieces.push('%');
      continue;
    }
    const clause = found[2] ?? found[3];
    if (clause === undefined) return new Failure('format: the template ends within a clause');
    if (used >= values.length) return new Failure('format: fewer values than clauses');
    const digits = found[2] === undefined ? DIGITS_WHEN_UNSAID : Number(found[1]);
    const piece = formatClause(frame, clause, values[used], digits);
    if (piece instanceof Failure) return piece;
    used += 1;
    frame.charge(CLAUSE_STEPS + piece.length);
    pieces.push(piece);
  }
  if (used < values.length) return new Failure('format: more values than clauses');
  return pieces.join('') + template.slice(from);
}

function formatClause(frame: Frame, clause: string, value: unknown, digits: number): string | Failure {
  if (digits > MOST_DIGITS) return new Failure(`format: at most ${MOST_DIGITS} digits`);
  switch (clause) {
    case 's':
      return asText(frame, value);
    case 'd':
      return typeof value === 'number' && !Number.isFinite(value) ? String(value) : inBase(value, 10);
    case 'f':
      return fixed(value, digits);
    case 'e':
      return exponential(value, digits);
    case 'b':
      return typeof value === 'boolean' ? String(Number(value)) : inBase(value, 2);
    case 'o':
      return inBase(value, 8);
    case 'x':
      return hexadecimal(frame, value);
    case 'X': {
      const lower = hexadecimal(frame, value);
      return lower instanceof Failure ? lower : lower.toUpperCase();
    }
    default:
      return new Failure(`format: unknown clause %${clause}`);
  }
}

function inBase(value: unknown, base: number): string | Failure {
  if (typeof value === 'bigint') return value.toString(base);
  return value instanceof Uint
    ? value.value.toString(base)
    : new Failure('format: the clause takes an integer');
}

/** Texts stand for the numbers that JSON can't hold. */
function named(value: unknown): string | Failure {
  return value === 'NaN' || value === 'Infinity' || value === '-Infinity'
    ? value
    : new Failure('format: the clause takes a double');
}

function fixed(value: unknown, digits: number): string | Failure {
  if (typeof value !== 'number') return named(value);
  if (!Number.isFinite(value)) return String(value);
  return numberFormat(digits).format(value);
}

function numberFormat(digits: number): Intl.NumberFormat {
  const known = numberFormats.get(digits);
  if (known !== undefined) return known;
  const format = new Intl.NumberFormat('en-US', {
    maximumFractionDigits: digits,
    minimumFractionDigits: digits,
    useGrouping: false,
    roundingMode: 'halfEven',
  });
  numberFormats.set(digits, format);
  return format;
}

function exponential(value: unknown, digits: number): string | Failure {
  if (typeof value !== 'number') return named(value);
  return Number.isFinite(value) ? value.toExponential(digits).replace(/\+(\d)$/, '+0$1') : String(value);
}

function hexadecimal(frame: Frame, value: unknown): string | Failure {
  const bytes = typeof value === 'string' ? encoder.encode(value) : value;
  if (!(bytes instanceof Uint8Array)) return inBase(value, 16);
  frame.charge(bytes.length);
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

function asText(frame: Frame, value: unknown): string | Failure {
  if (typeof value === 'string') {
    frame.charge(1 + (value.length >> 4));
    return value;
  }
  frame.charge(1);
  if (typeof value !== 'object' || value === null) return String(value);
  if (value instanceof TypeName) return value.name;
  if (value instanceof Uint) return value.value.toString();
  if (value instanceof Timestamp) return formatTimestamp(value);
  if (value instanceof Duration) return formatDuration(value);
  if (value instanceof Uint8Array) {
    frame.charge(value.length >> 4);
    return decoder.decode(value);
  }
  const kind = kindOf(value);
  if (kind === LIST) return listAsText(frame, value as readonly unknown[]);
  return kind === MAP ? mapAsText(frame, value) : new Failure('format: the value has no text');
}

function listAsText(frame: Frame, list: readonly unknown[]): string | Failure {
  const texts: string[] = [];
  for (const element of list) {
    const text = asText(frame, element);
    if (text instanceof Failure) return text;
    texts.push(text);
  }
  return `[${texts.join(', ')}]`;
}

function mapAsText(frame: Frame, map: object): string | Failure {
  const texts: (readonly [string, string])[] = [];
  for (const entry of entriesOf(map)) {
    const key = asText(frame, entry[0]);
    const value = asText(frame, entry[1]);
    if (key instanceof Failure) return key;
    if (value instanceof Failure) return value;
    texts.push([key, value]);
  }
  texts.sort(([one], [other]) => one.localeCompare(other));
  return `{${texts.map(([key, value]) => `${key}: ${value}`).join(', ')}}`;
}
