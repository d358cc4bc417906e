import { Failure, refuse } from './failure.js';
import { type Frame } from './frame.js';
import { durationOf, timestampOf } from './time.js';
import { Duration, Timestamp, Uint } from './values.js';

const MAX_INT = 2n ** 63n - 1n;
const MIN_INT = -(2n ** 63n);
const MAX_UINT = 2n ** 64n - 1n;

export type ArithmeticName = '_+_' | '_-_' | '_*_' | '_/_' | '_%_';

type Operator = (left: unknown, right: unknown, frame: Frame) => unknown;

/** The result when it fits an int of 64 bits. */
export function checkedInt(value: bigint): bigint | Failure {
  return value > MAX_INT || value < MIN_INT ? new Failure('integer overflow') : value;
}

/** The result when it fits an unsigned int of 64 bits. */
export function checkedUint(value: bigint): Uint | Failure {
  return value > MAX_UINT || value < 0n ? new Failure('unsigned integer overflow') : new Uint(value);
}

export const ARITHMETIC: Readonly<Record<ArithmeticName, Operator>> = {
  '_+_': (left, right, frame) => {
    if (typeof left === 'number' && typeof right === 'number') return left + right;
    if (typeof left === 'string' && typeof right === 'string') return joined(left, right, frame);
    return integers('+', left, right) ?? sumOfOthers(left, right, frame);
  },
  '_-_': (left, right) => {
    if (typeof left === 'number' && typeof right === 'number') return left - right;
    return integers('-', left, right) ?? differenceOfTimes(left, right);
  },
  '_*_': (left, right) => {
    if (typeof left === 'number' && typeof right === 'number') return left * right;
    return integers('*', left, right) ?? refuse('*', left, right);
  },
  '_/_': (left, right) => {
    if (typeof left === 'number' && typeof right === 'number') return left / right;
    return integers('/', left, right) ?? refuse('/', left, right);
  },
  '_%_': (left, right) => integers('%', left, right) ?? refuse('%', left, right),
};

export function negated(value: unknown): unknown {
  if (typeof value === 'number') return -value;
  return typeof value === 'bigint' ? checkedInt(-value) : refuse('-', value);
}

/** Undefined when the two are not both int or both uint. */
function integers(operator: string, left: unknown, right: unknown): unknown {
  if (typeof left === 'bigint' && typeof right === 'bigint') {
    const result = ofIntegers(operator, left, right);
    return result instanceof Failure ? result : checkedInt(result);
  }
  if (left instanceof Uint && right instanceof Uint) {
    const result = ofIntegers(operator, left.value, right.value);
    return result instanceof Failure ? result : checkedUint(result);
  }
  return undefined;
}

function ofIntegers(operator: string, left: bigint, right: bigint): bigint | Failure {
  switch (operator) {
    case '+':
      return left + right;
    case '-':
      return left - right;
    case '*':
      return left * right;
    case '/':
      return right === 0n ? new Failure('division by zero') : left / right;
    default:
      return right === 0n ? new Failure('modulus by zero') : left % right;
  }
}

function joined(left: string, right: string, frame: Frame): string {
  frame.charge(1 + ((left.length + right.length) >> 4));
  return left + right;
}

function sumOfOthers(left: unknown, right: unknown, frame: Frame): unknown {
  if (Array.isArray(left) && Array.isArray(right)) {
    frame.charge(1 + left.length + right.length);
    return [...(left as readonly unknown[]), ...(right as readonly unknown[])];
  }
  if (left instanceof Uint8Array && right instanceof Uint8Array) {
    frame.charge(1 + ((left.length + right.length) >> 3));
    return Uint8Array.from([...left, ...right]);
  }
  if (left instanceof Duration && right instanceof Duration) return durationOf(left.nanos + right.nanos);
  if (left instanceof Timestamp && right instanceof Duration) return timestampOf(left.nanos + right.nanos);
  if (left instanceof Duration && right instanceof Timestamp) return timestampOf(left.nanos + right.nanos);
  return refuse('+', left, right);
}

function differenceOfTimes(left: unknown, right: unknown): unknown {
  if (left instanceof Timestamp && right instanceof Timestamp) return durationOf(left.nanos - right.nanos);
  if (left instanceof Duration && right instanceof Duration) return durationOf(left.nanos - right.nanos);
  if (left instanceof Timestamp && right instanceof Duration) return timestampOf(left.nanos - right.nanos);
  return refuse('-', left, right);
}
