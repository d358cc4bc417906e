import { type Code, type Run, runtimeCode } from './code.js';
import { equal } from './equality.js';
import { Failure, refuse } from './failure.js';
import { type Frame } from './frame.js';
import { kindOf, LIST, MAP } from './kinds.js';
import { mapValue } from './maps.js';
import { type OrderName, ORDERS } from './ordering.js';
import { mapKeyOf } from './values.js';

const FLIPPED: Readonly<Record<OrderName, OrderName>> = {
  '_<_': '_>_',
  '_<=_': '_>=_',
  '_>_': '_<_',
  '_>=_': '_<=_',
};

export function orderCode(name: OrderName, left: Code, right: Code): Code {
  const limit = doubleOf(right);
  if (limit !== null) return runtimeCode(orderWithNumber(name, left.run, right.run, limit));
  const flipped = doubleOf(left);
  if (flipped !== null) return runtimeCode(orderWithNumber(FLIPPED[name], right.run, left.run, flipped));
  const compare = ORDERS[name];
  const first = left.run;
  const second = right.run;
  return runtimeCode((frame) => {
    const one = first(frame);
    if (one instanceof Failure) return one;
    const other = second(frame);
    return other instanceof Failure ? other : compare(one, other, frame);
  });
}

/** Numbers of requests are doubles, and a double is compared with an int as if that were a double too. */
function doubleOf(code: Code): number | null {
  const value = code.constant?.value;
  if (typeof value === 'number') return value;
  return typeof value === 'bigint' ? Number(value) : null;
}

function orderWithNumber(name: OrderName, read: Run, limit: Run, number: number): Run {
  const compare = ORDERS[name];
  const slowly = (value: unknown, frame: Frame): unknown =>
    value instanceof Failure ? value : compare(value, limit(frame), frame);
  switch (name) {
    case '_<_':
      return (frame) => {
        const value = read(frame);
        return typeof value === 'number' ? value < number : slowly(value, frame);
      };
    case '_<=_':
      return (frame) => {
        const value = read(frame);
        return typeof value === 'number' ? value <= number : slowly(value, frame);
      };
    case '_>_':
      return (frame) => {
        const value = read(frame);
        return typeof value === 'number' ? value > number : slowly(value, frame);
      };
    case '_>=_':
      return (frame) => {
        const value = read(frame);
        return typeof value === 'number' ? value >= number : slowly(value, frame);
      };
  }
}

/** `==` for expected true, `!=` for false. */
export function equalityCode(expected: boolean, left: Code, right: Code): Code {
  if (isSimple(right)) return runtimeCode(equalToConstant(expected, left.run, right.constant.value));
  if (isSimple(left)) return runtimeCode(equalToConstant(expected, right.run, left.constant.value));
  const first = left.run;
  const second = right.run;
  return runtimeCode((frame) => {
    const one = first(frame);
    if (one instanceof Failure) return one;
    const other = second(frame);
    if (other instanceof Failure) return other;
    return equal(one, other, frame) === expected;
  });
}

/** Values for which `===` alone says whether another value of the same JavaScript type is equal. */
function isSimple(code: Code): code is Code & { constant: { value: unknown } } {
  if (code.constant === null) return false;
  const { value } = code.constant;
  return (
    typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' || value === null
  );
}

function equalToConstant(expected: boolean, read: Run, constant: unknown): Run {
  const different = !expected;
  if (typeof constant === 'number') {
    return (frame) => {
      const value = read(frame);
      if (typeof value === 'number') return (value === constant) === expected;
      return value instanceof Failure ? value : equal(value, constant, frame) === expected;
    };
  }
  return (frame) => {
    const value = read(frame);
    if (value === constant) return expected;
    return value instanceof Failure ? value : different;
  };
}

export function inCode(left: Code, right: Code): Code {
  const members = constantMembers(right);
  return runtimeCode((frame) => {
    const value = left.run(frame);
    if (value instanceof Failure) return value;
    if (members !== null && typeof value !== 'bigint' && typeof value !== 'object') return members.has(value);
    const container = right.run(frame);
    if (container instanceof Failure) return container;
    return isIn(value, container, frame);
  });
}

/** The elements of a constant list as a set, when all are texts, doubles and bools; no such value equals one outside. */
function constantMembers(code: Code): ReadonlySet<unknown> | null {
  const list = code.constant?.value;
  if (!Array.isArray(list)) return null;
  const elements = list as readonly unknown[];
  const plain = elements.map((element) =>
    typeof element === 'bigint' && Number.isSafeInteger(Number(element)) ? Number(element) : element,
  );
  return plain.every((element) => ['string', 'number', 'boolean'].includes(typeof element))
    ? new Set(plain)
    : null;
}

function isIn(value: unknown, container: unknown, frame: Frame): boolean | Failure {
  const kind = kindOf(container);
  if (kind === LIST) {
    for (const element of container as readonly unknown[]) {
      frame.charge(1);
      if (equal(element, value, frame)) return true;
    }
    return false;
  }
  if (kind !== MAP || !isKeyType(value)) return refuse('in', value, container);
  const found = mapValue(container as object, value);
  return found !== undefined && found !== null;
}

/** A double with a fraction may be asked for, it is in no map. */
function isKeyType(value: unknown): boolean {
  return typeof value === 'number' || mapKeyOf(value) !== undefined;
}
