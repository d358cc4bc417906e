import { RE2JS } from 're2js';
import { Failure } from '../failure.js';
import { type Frame } from '../frame.js';
import { bool, type FunctionDefinition, type Implementation, method, text } from './definition.js';

const LONGEST_PATTERN = 1000;
/** Instructions that a pattern may come to when its repetitions are written out. */
const LARGEST_PROGRAM = 10_000;
const KEPT_PATTERNS = 64;
/** A class of Unicode takes longer to compile than a thousand characters do. */
const UNICODE_CLASS = /\\p/gi;
const UNICODE_CLASS_STEPS = 1000;
const COUNT = /(\)?)\{(\d+)(?:,(\d*))?\}/g;
const kept = new Map<string, RE2JS | Failure>();

/** Compiles an RE2 pattern, which matches in linear time. A Failure says what is wrong with it. */
export function compilePattern(pattern: string): RE2JS | Failure {
  if (pattern.length > LONGEST_PATTERN)
    return new Failure(`a pattern may have ${LONGEST_PATTERN} characters`);
  if (programEstimate(pattern) > LARGEST_PROGRAM) return new Failure('the pattern repeats too much');
  try {
    return RE2JS.compile(pattern);
  } catch (error) {
    return new Failure(`not a valid pattern: ${error instanceof Error ? error.message : 'unreadable'}`);
  }
}

/** An upper bound of the instructions: counts after a group multiply it, counts after a character repeat that. */
function programEstimate(pattern: string): number {
  let size = pattern.length;
  let factor = 1;
  for (const [, group, least = '', most = ''] of pattern.matchAll(COUNT)) {
    const count = Math.max(1, Number(least), Number(most));
    if (group === ')') factor = Math.min(1000, factor * count);
    else size += 4 * count;
  }
  return size * factor;
}

/** For patterns that come with the request: the last few are kept, which changes no charge. */
function keptPattern(frame: Frame, pattern: string): RE2JS | Failure {
  frame.charge(20 * Math.min(programEstimate(pattern), LARGEST_PROGRAM));
  frame.charge(UNICODE_CLASS_STEPS * Array.from(pattern.matchAll(UNICODE_CLASS)).length);
  const known = kept.get(pattern);
  if (known !== undefined) return known;
  if (kept.size >= KEPT_PATTERNS) kept.clear();
  const compiled = compilePattern(pattern);
  if (pattern.length <= LONGEST_PATTERN) kept.set(pattern, compiled);
  return compiled;
}

function test(frame: Frame, value: string, compiled: RE2JS | Failure): boolean | Failure {
  if (compiled instanceof Failure) return compiled;
  frame.charge(4 + value.length * (1 + (compiled.programSize() >> 2)));
  return compiled.test(value);
}

function specialise(constants: readonly unknown[]): Implementation | null {
  const pattern = constants[1];
  if (typeof pattern !== 'string') return null;
  const compiled = compilePattern(pattern);
  return (frame, value) => test(frame, value as string, compiled);
}

export const MATCHES: FunctionDefinition = {
  name: 'matches',
  doc: 'Whether the RE2 pattern matches some part of the text.',
  cost: '4 + n (1 + p/4) for a text of n units and a pattern of p instructions; unless it is constant, 20 p more, and 1000 for each Unicode class',
  overloads: [
    method([text, text], bool, (frame, value, pattern) => test(frame, value, keptPattern(frame, pattern))),
  ],
  specialise,
};
