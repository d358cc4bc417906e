import { type Frame } from './frame.js';
import { type Failure, refuse } from './failure.js';
import { Duration, Timestamp, Uint } from './values.js';

export type OrderName = '_<_' | '_<=_' | '_>_' | '_>=_';

type Order = (left: unknown, right: unknown, frame: Frame) => boolean | Failure;

/** The four comparisons; two numbers or two texts are the fast way. NaN is in no order. */
export const ORDERS: Readonly<Record<OrderName, Order>> = {
  '_<_': (left, right, frame) => {
    if (typeof left === 'number' && typeof right === 'number') return left < right;
    const order = compare(left, right, frame);
    return order === undefined ? refuse('<', left, right) : order < 0;
  },
  '_<=_': (left, right, frame) => {
    if (typeof left === 'number' && typeof right === 'number') return left <= right;
    const order = compare(left, right, frame);
    return order === undefined ? refuse('<=', left, right) : order <= 0;
  },
  '_>_': (left, right, frame) => {
    if (typeof left === 'number' && typeof right === 'number') return left > right;
    const order = compare(left, right, frame);
    return order === undefined ? refuse('>', left, right) : order > 0;
  },
  '_>=_': (left, right, frame) => {
    if (typeof left === 'number' && typeof right === 'number') return left >= right;
    const order = compare(left, right, frame);
    return order === undefined ? refuse('>=', left, right) : order >= 0;
  },
};

/** Below, at or above zero; NaN for NaN; undefined when values of these types have no order. */
function compare(left: unknown, right: unknown, frame: Frame): number | undefined {
  switch (typeof left) {
    case 'string':
      if (typeof right !== 'string') return undefined;
      frame.charge(Math.min(left.length, right.length) >> 6);
      return byOrder(left, right);
    case 'boolean':
      return typeof right === 'boolean' ? Number(left) - Number(right) : undefined;
    case 'number':
    case 'bigint':
      return compareNumbers(left, right);
    default:
      return compareObjects(left, right, frame);
  }
}

function compareNumbers(left: number | bigint, right: unknown): number | undefined {
  const other = right instanceof Uint ? right.value : right;
  if (typeof other !== 'number' && typeof other !== 'bigint') return undefined;
  if (typeof left === typeof other) return byOrder(left, other);
  return byOrder(Number(left), Number(other));
}

function compareObjects(left: unknown, right: unknown, frame: Frame): number | undefined {
  if (left instanceof Uint) return compareNumbers(left.value, right);
  if (left instanceof Duration)
    return right instanceof Duration ? byOrder(left.nanos, right.nanos) : undefined;
  if (left instanceof Timestamp)
    return right instanceof Timestamp ? byOrder(left.nanos, right.nanos) : undefined;
  if (left instanceof Uint8Array && right instanceof Uint8Array) {
    frame.charge(Math.min(left.length, right.length) >> 3);
    return compareBytes(left, right);
  }
  return undefined;
}

function byOrder(left: number | bigint | string, right: number | bigint | string): number {
  if (left < right) return -1;
  if (left > right) return 1;
  return Number.isNaN(left) || Number.isNaN(right) ? NaN : 0;
}

function compareBytes(left: Uint8Array, right: Uint8Array): number {
  const length = Math.min(left.length, right.length);
  for (let index = 0; index < length; index++) {
    const difference = (left[index] ?? 0) - (right[index] ?? 0);
    if (difference !== 0) return difference;
  }
  return left.length - right.length;
}
