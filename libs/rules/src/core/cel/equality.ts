import { type Frame } from './frame.js';
import { BYTES, kindOf, LIST, MAP } from './kinds.js';
import { entriesOf, mapSize, mapValue } from './maps.js';
import { Duration, Timestamp, TypeName, Uint } from './values.js';

/** Text longer than this costs steps to compare. */
const FREE_LENGTH = 256;

/** CEL equality: numbers across their types, everything else only with its own type. Costs a step per element. */
export function equal(left: unknown, right: unknown, frame: Frame): boolean {
  if (typeof left === 'string' && typeof right === 'string') return equalTexts(left, right, frame);
  if (left === right) return true;
  if (typeof left === 'object' && typeof right === 'object' && left !== null && right !== null) {
    return equalObjects(left, right, frame);
  }
  return equalNumbers(left, right);
}

function equalTexts(left: string, right: string, frame: Frame): boolean {
  if (left.length !== right.length) return false;
  if (left.length > FREE_LENGTH) frame.charge(left.length >> 6);
  return left === right;
}

function equalNumbers(left: unknown, right: unknown): boolean {
  const one = left instanceof Uint ? left.value : left;
  const other = right instanceof Uint ? right.value : right;
  if (typeof one !== 'number' && typeof one !== 'bigint') return false;
  if (typeof other === typeof one) return one === other;
  return typeof other === 'number' || typeof other === 'bigint' ? sameNumber(one, other) : false;
}

function sameNumber(one: number | bigint, other: number | bigint): boolean {
  return !(one < other) && !(one > other) && !Number.isNaN(one) && !Number.isNaN(other);
}

function equalObjects(left: object, right: object, frame: Frame): boolean {
  if (left instanceof Uint) return right instanceof Uint && left.value === right.value;
  if (left instanceof Duration) return right instanceof Duration && left.nanos === right.nanos;
  if (left instanceof Timestamp) return right instanceof Timestamp && left.nanos === right.nanos;
  if (left instanceof TypeName) return right instanceof TypeName && left.name === right.name;
  const kind = kindOf(left);
  if (kind !== kindOf(right)) return false;
  if (kind === LIST) return equalLists(left as readonly unknown[], right as readonly unknown[], frame);
  if (kind === BYTES) return equalBytes(left as Uint8Array, right as Uint8Array, frame);
  return kind === MAP && equalMaps(left, right, frame);
}

function equalLists(left: readonly unknown[], right: readonly unknown[], frame: Frame): boolean {
  if (left.length !== right.length) return false;
  for (let index = 0; index < left.length; index++) {
    frame.charge(1);
    if (!equal(left[index], right[index], frame)) return false;
  }
  return true;
}

function equalMaps(left: object, right: object, frame: Frame): boolean {
  frame.charge(1);
  if (mapSize(left, frame) !== mapSize(right, frame)) return false;
  for (const [key, value] of entriesOf(left)) {
    frame.charge(1);
    const other = mapValue(right, key);
    if (other === undefined || !equal(value, other, frame)) return false;
  }
  return true;
}

function equalBytes(left: Uint8Array, right: Uint8Array, frame: Frame): boolean {
  if (left.length !== right.length) return false;
  frame.charge(left.length >> 3);
  return left.every((byte, index) => byte === right[index]);
}
