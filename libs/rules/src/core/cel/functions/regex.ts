import { RE2JS } from 're2js';
import { Failure } from '../failure.js';
import { type Frame } from '../frame.js';
import { bool, type FunctionDefinition, type Implementation, method, text } from './definition.js';

const LONGEST_PATTERN = 1000;
const KEPT_PATTERNS = 64;
const kept = new Map<string, RE2JS | Failure>();

/** Compiles an RE2 pattern, which matches in linear time. A Failure says what is wrong with it. */
export function compilePattern(pattern: string): RE2JS | Failure {
  if (pattern.length > LONGEST_PATTERN)
    return new Failure(`a pattern may have ${LONGEST_PATTERN} characters`);
  try {
    return RE2JS.compile(pattern);
  } catch (error) {
    return new Failure(`not a valid pattern: ${error instanceof Error ? error.message : 'unreadable'}`);
  }
}

/** For patterns that come with the request: the last few are kept. */
function keptPattern(pattern: string): RE2JS | Failure {
  const known = kept.get(pattern);
  if (known !== undefined) return known;
  if (kept.size >= KEPT_PATTERNS) kept.clear();
  const compiled = compilePattern(pattern);
  if (pattern.length <= LONGEST_PATTERN) kept.set(pattern, compiled);
  return compiled;
}

function test(frame: Frame, value: string, pattern: string, compiled: RE2JS | Failure): boolean | Failure {
  if (compiled instanceof Failure) return compiled;
  frame.charge(4 + value.length * (1 + (pattern.length >> 4)));
  return compiled.test(value);
}

function specialise(constants: readonly unknown[]): Implementation | null {
  const pattern = constants[1];
  if (typeof pattern !== 'string') return null;
  const compiled = compilePattern(pattern);
  return (frame, value) => test(frame, value as string, pattern, compiled);
}

export const MATCHES: FunctionDefinition = {
  name: 'matches',
  doc: 'Whether the RE2 pattern matches some part of the text.',
  cost: '4 + n (1 + p/16) for a text of n and a pattern of p units; a pattern that is no constant 20 p more',
  overloads: [
    method([text, text], bool, (frame, value, pattern) => {
      frame.charge(20 * pattern.length);
      return test(frame, value, pattern, keptPattern(pattern));
    }),
  ],
  specialise,
};
