import { checkedInt } from '../arithmetic.js';
import { equal } from '../equality.js';
import { Failure, refuse } from '../failure.js';
import { type Frame } from '../frame.js';
import { ORDERS } from '../ordering.js';
import { Uint } from '../values.js';
import {
  anyNumber,
  bool,
  define,
  double,
  func,
  type FunctionDefinition,
  int,
  list,
  uint,
} from './definition.js';

const WORD = 64;
const MIN_INT = -(2n ** 63n);

type Better = (one: unknown, other: unknown, frame: Frame) => boolean | Failure;

const greater: Better = (one, other, frame) => ORDERS['_>_'](one, other, frame);
const less: Better = (one, other, frame) => ORDERS['_<_'](one, other, frame);

function bestOf(name: string, values: readonly unknown[], better: Better, frame: Frame): unknown {
  frame.charge(values.length);
  if (values.length === 0) return new Failure(`${name}: the list is empty`);
  let best = values[0];
  for (const value of values) {
    if (!isNumber(value) || !isNumber(best)) return refuse(name, value);
    if (better(value, best, frame) === true && !equal(value, best, frame)) best = value;
  }
  return best;
}

function isNumber(value: unknown): boolean {
  return typeof value === 'number' || typeof value === 'bigint' || value instanceof Uint;
}

/** Calls with three numbers or more are compiled as calls with a list. */
function extreme(name: string, doc: string, better: Better): FunctionDefinition {
  return define(name, doc, '1 per number', [
    func([list], anyNumber, (frame, values) => bestOf(name, values, better, frame)),
    func([anyNumber], anyNumber, (_, value) => value),
    func([anyNumber, anyNumber], anyNumber, (frame, one, other) => bestOf(name, [one, other], better, frame)),
  ]);
}

function ofDouble(name: string, doc: string, run: (value: number) => number): FunctionDefinition {
  return define(name, doc, '1', [func([double], double, (_, value) => run(value))]);
}

function testOfDouble(name: string, doc: string, run: (value: number) => boolean): FunctionDefinition {
  return define(name, doc, '1', [func([double], bool, (_, value) => run(value))]);
}

function bitwise(name: string, doc: string, run: (one: bigint, other: bigint) => bigint): FunctionDefinition {
  return define(name, doc, '1', [
    func([int, int], int, (_, one, other) => run(one, other)),
    func([uint, uint], uint, (_, one, other) => new Uint(run(one.value, other.value))),
  ]);
}

/** The bits shifted within 64, none left beyond that. */
function shift(name: string, doc: string, run: (bits: bigint, by: bigint) => bigint): FunctionDefinition {
  const shifted = (bits: bigint, by: bigint): bigint | Failure => {
    if (by < 0n) return new Failure(`${name}: the shift is negative`);
    return by >= BigInt(WORD) ? 0n : BigInt.asUintN(WORD, run(BigInt.asUintN(WORD, bits), by));
  };
  return define(name, doc, '1', [
    func([int, int], int, (_, value, by) => {
      const bits = shifted(value, by);
      return bits instanceof Failure ? bits : BigInt.asIntN(WORD, bits);
    }),
    func([uint, int], uint, (_, value, by) => {
      const bits = shifted(value.value, by);
      return bits instanceof Failure ? bits : new Uint(bits);
    }),
  ]);
}

/** Half away from zero. */
function rounded(value: number): number {
  return Math.sign(value) * Math.floor(Math.abs(value) + 0.5);
}

function squareRoot(value: number): number {
  return Math.sqrt(value);
}

export const MATH = [
  extreme('math.greatest', 'The greatest of the numbers, or of a list.', greater),
  extreme('math.least', 'The least of the numbers, or of a list.', less),
  ofDouble('math.ceil', 'The next whole number, up.', Math.ceil),
  ofDouble('math.floor', 'The next whole number, down.', Math.floor),
  ofDouble('math.round', 'The nearest whole number, half away from zero.', rounded),
  ofDouble('math.trunc', 'The number without its fraction.', Math.trunc),
  define('math.abs', 'The number without its sign.', '1', [
    func([int], int, (_, value) =>
      value === MIN_INT ? new Failure('integer overflow') : value < 0n ? -value : value,
    ),
    func([uint], uint, (_, value) => value),
    func([double], double, (_, value) => Math.abs(value)),
  ]),
  define('math.sign', '-1, 0 or 1 in the type of the number.', '1', [
    func([int], int, (_, value) => (value < 0n ? -1n : value > 0n ? 1n : 0n)),
    func([uint], uint, (_, value) => new Uint(value.value > 0n ? 1n : 0n)),
    func([double], double, (_, value) => Math.sign(value)),
  ]),
  define('math.sqrt', 'The square root; NaN of a negative number.', '1', [
    func([double], double, (_, value) => squareRoot(value)),
    func([int], double, (_, value) => squareRoot(Number(value))),
    func([uint], double, (_, value) => squareRoot(Number(value.value))),
  ]),
  testOfDouble('math.isNaN', 'Whether it is no number.', Number.isNaN),
  testOfDouble('math.isInf', 'Whether it is infinite.', (value) => Math.abs(value) === Infinity),
  testOfDouble('math.isFinite', 'Whether it is finite.', Number.isFinite),
  bitwise('math.bitAnd', 'The bits that both have.', (one, other) => one & other),
  bitwise('math.bitOr', 'The bits that either has.', (one, other) => one | other),
  bitwise('math.bitXor', 'The bits that one has and the other has not.', (one, other) => one ^ other),
  define('math.bitNot', 'Every bit turned.', '1', [
    func([int], int, (_, value) => checkedInt(~value)),
    func([uint], uint, (_, value) => new Uint(BigInt.asUintN(WORD, ~value.value))),
  ]),
  shift('math.bitShiftLeft', 'The bits moved up; 0 from 64 on.', (bits, by) => bits << by),
  shift(
    'math.bitShiftRight',
    'The bits moved down, zeros coming in; 0 from 64 on.',
    (bits, by) => bits >> by,
  ),
];
