import type { Fault } from '@acgs/contracts';
import { jsonPointer } from './json-pointer.js';

const DEPTH_MAX = 64;
const FAULTS_MAX = 20;

const QUOTE = 0x22;
const COMMA = 0x2c;
const BACKSLASH = 0x5c;
const OPEN_LIST = 0x5b;
const CLOSE_LIST = 0x5d;
const OPEN_OBJECT = 0x7b;
const CLOSE_OBJECT = 0x7d;
const MINUS = 0x2d;

/** An object knows the keys it has had; a list has none. */
interface Level {
  readonly keys: Set<string> | null;
  key: string;
  index: number;
  expectsKey: boolean;
}

/** One pass over a text that is known to be JSON, for what `JSON.parse` lets through. */
export class JsonScanner {
  private readonly levels: Level[] = [];
  private readonly found: Fault[] = [];
  private position = 0;

  constructor(private readonly text: string) {}

  faults(): Fault[] {
    const { text } = this;
    while (this.position < text.length && this.found.length < FAULTS_MAX) {
      const code = text.charCodeAt(this.position);
      if (code === QUOTE) this.string();
      else if (code === MINUS || (code >= 0x30 && code <= 0x39)) this.number();
      else this.punctuation(code);
    }
    return this.found;
  }

  private punctuation(code: number): void {
    this.position++;
    const level = this.levels.at(-1);
    if (code === OPEN_OBJECT) this.open({ keys: new Set(), key: '', index: 0, expectsKey: true });
    else if (code === OPEN_LIST) this.open({ keys: null, key: '', index: 0, expectsKey: false });
    else if (code === CLOSE_OBJECT || code === CLOSE_LIST) this.levels.pop();
    else if (code === COMMA && level !== undefined) {
      level.index++;
      level.expectsKey = level.keys !== null;
    }
  }

  private open(level: Level): void {
    if (this.levels.length >= DEPTH_MAX) {
      this.fault(`nested more than ${String(DEPTH_MAX)} levels deep`);
      this.position = this.text.length;
      return;
    }
    this.levels.push(level);
  }

  private string(): void {
    const start = this.position;
    let escaped = false;
    let end = start + 1;
    for (; this.text.charCodeAt(end) !== QUOTE; end++) {
      if (this.text.charCodeAt(end) === BACKSLASH) {
        escaped = true;
        end++;
      }
    }
    this.position = end + 1;
    const raw = this.text.slice(start, end + 1);
    const value = escaped ? (JSON.parse(raw) as string) : raw.slice(1, -1);
    const level = this.levels.at(-1);
    if (level?.expectsKey === true) this.key(level, value);
    if (escaped) this.characters(value);
  }

  private key(level: Level, key: string): void {
    level.key = key;
    level.expectsKey = false;
    if (key === '__proto__') this.fault('the key "__proto__" is not accepted');
    if (level.keys?.has(key) === true) this.fault('the key stands twice in its object');
    level.keys?.add(key);
  }

  /** Only an escape can bring these in: UTF-8 has no lone surrogates, and JSON no raw control characters. */
  private characters(value: string): void {
    if (value.includes('\u0000')) this.fault('holds the character NUL');
    if (!value.isWellFormed()) this.fault('holds half of a surrogate pair');
  }

  private number(): void {
    const start = this.position;
    while (isNumberPart(this.text.charCodeAt(this.position))) this.position++;
    const number = this.text.slice(start, this.position);
    if (!Number.isFinite(Number(number))) this.fault('is a number beyond the range of doubles');
  }

  private fault(message: string): void {
    const path = this.levels.map((level) => (level.keys === null ? level.index : level.key));
    this.found.push({ path: jsonPointer(path), message });
  }
}

/** Digits, sign, point and exponent; `NaN` past the end is none of them. */
function isNumberPart(code: number): boolean {
  return (
    (code >= 0x30 && code <= 0x39) ||
    code === 0x2b ||
    code === 0x2d ||
    code === 0x2e ||
    code === 0x45 ||
    code === 0x65
  );
}
