import { checkedInt, checkedUint } from '../arithmetic.js';
import { excerptOf } from '../excerpt.js';
import { Failure } from '../failure.js';
import { type Frame } from '../frame.js';
import * as kinds from '../kinds.js';
import { mapSize } from '../maps.js';
import {
  epochSeconds,
  formatDuration,
  formatTimestamp,
  parseDuration,
  parseTimestamp,
  secondsOf,
  durationOf,
  timestampOf,
} from '../time.js';
import { type TypeName } from '../values.js';
import {
  any,
  bool,
  bytes,
  define,
  double,
  duration,
  func,
  int,
  type Kind,
  list,
  map,
  method,
  text,
  timestamp,
  uint,
} from './definition.js';

const type: Kind<TypeName> = { bits: kinds.TYPE };
const encoder = new TextEncoder();
const decoder = new TextDecoder('utf-8', { fatal: true });
const TRUE = new Set(['true', 'True', 'TRUE', 't', '1']);
const FALSE = new Set(['false', 'False', 'FALSE', 'f', '0']);
const WHOLE_NUMBER = /^[-+]?\d{1,20}$/;
/** Each digit has one place alone, so that a text which is no number is found out in linear time. */
const NUMBER = /^[-+]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][-+]?\d+)?$/;
const NAMED_NUMBERS: ReadonlyMap<string, number> = new Map([
  ['NaN', NaN],
  ['Infinity', Infinity],
  ['+Infinity', Infinity],
  ['-Infinity', -Infinity],
]);

function wholeNumber(value: string): bigint | Failure {
  return WHOLE_NUMBER.test(value)
    ? BigInt(value.replace('+', ''))
    : new Failure(`'${excerptOf(value, 40)}' is no integer`);
}

function truncated(value: number): bigint | Failure {
  return Number.isFinite(value) ? BigInt(Math.trunc(value)) : new Failure('not a finite number');
}

/** Doubles at the very border of int can't be told from those beyond it. */
function doubleToInt(value: number): bigint | Failure {
  if (!(value > -(2 ** 63) && value < 2 ** 63)) return new Failure('integer overflow');
  return BigInt(Math.trunc(value));
}

function doubleToUint(value: number): unknown {
  const whole = truncated(value);
  if (whole instanceof Failure) return whole;
  return value < 0 ? new Failure('unsigned integer overflow') : checkedUint(whole);
}

function textToDouble(value: string): number | Failure {
  if (NUMBER.test(value)) return Number(value);
  return NAMED_NUMBERS.get(value) ?? new Failure(`'${excerptOf(value, 40)}' is no number`);
}

function textToBool(value: string): boolean | Failure {
  if (TRUE.has(value)) return true;
  return FALSE.has(value) ? false : new Failure(`'${excerptOf(value, 40)}' is no bool`);
}

function decoded(value: Uint8Array): string | Failure {
  try {
    return decoder.decode(value);
  } catch {
    return new Failure('the bytes are not UTF-8');
  }
}

function parsed<T>(
  value: string,
  parse: (value: string) => T | Failure,
  then: (parsed: T) => unknown,
): unknown {
  const result = parse(value);
  return result instanceof Failure ? result : then(result);
}

/** Unicode code points. */
function textSize(frame: Frame, value: string): bigint {
  frame.charge(1 + (value.length >> 4));
  let size = value.length;
  for (let index = 0; index < value.length - 1; index++) {
    if ((value.codePointAt(index) ?? 0) > 0xffff) {
      size--;
      index++;
    }
  }
  return BigInt(size);
}

const sizes = [
  [text, textSize],
  [list, (_: Frame, value: readonly unknown[]) => BigInt(value.length)],
  [map, (frame: Frame, value: object) => BigInt(mapSize(value, frame))],
  [bytes, (_: Frame, value: Uint8Array) => BigInt(value.length)],
] as const;

export const CONVERSIONS = [
  define(
    'size',
    'How many code points, elements, entries or bytes.',
    '1; a text of n units n/16; a map 3 n',
    [
      ...sizes.map(([kind, run]) =>
        func([kind as Kind<never>], int, run as (frame: Frame, value: never) => bigint),
      ),
      ...sizes.map(([kind, run]) =>
        method([kind as Kind<never>], int, run as (frame: Frame, value: never) => bigint),
      ),
    ],
  ),
  define('int', 'A whole number: a double loses its fraction, a timestamp or duration gives seconds.', '1', [
    func([int], int, (_, value) => value),
    func([uint], int, (_, value) => checkedInt(value.value)),
    func([double], int, (_, value) => doubleToInt(value)),
    func([text], int, (_, value) => parsed(value, wholeNumber, checkedInt)),
    func([timestamp], int, (_, value) => epochSeconds(value)),
    func([duration], int, (_, value) => secondsOf(value.nanos)),
  ]),
  define('uint', 'A whole number that is not negative.', '1', [
    func([uint], uint, (_, value) => value),
    func([int], uint, (_, value) => checkedUint(value)),
    func([double], uint, (_, value) => doubleToUint(value)),
    func([text], uint, (_, value) => parsed(value, wholeNumber, checkedUint)),
  ]),
  define('double', 'A number as the requests have it.', '1; from a text of n units n/16', [
    func([double], double, (_, value) => value),
    func([int], double, (_, value) => Number(value)),
    func([uint], double, (_, value) => Number(value.value)),
    func([text], double, (frame, value) => {
      frame.charge(value.length >> 4);
      return textToDouble(value);
    }),
  ]),
  define('bool', 'True for true, t and 1; false for false, f and 0.', '1', [
    func([bool], bool, (_, value) => value),
    func([text], bool, (_, value) => textToBool(value)),
  ]),
  define('string', 'The value as text.', '1; of n bytes n/16', [
    func([text], text, (_, value) => value),
    func([bool], text, (_, value) => String(value)),
    func([int], text, (_, value) => value.toString()),
    func([uint], text, (_, value) => value.value.toString()),
    func([double], text, (_, value) => String(value)),
    func([bytes], text, (frame, value) => {
      frame.charge(value.length >> 4);
      return decoded(value);
    }),
    func([timestamp], text, (_, value) => formatTimestamp(value)),
    func([duration], text, (_, value) => formatDuration(value)),
  ]),
  define('bytes', 'The text in UTF-8.', '1; a text of n units n/16', [
    func([bytes], bytes, (_, value) => value),
    func([text], bytes, (frame, value) => {
      frame.charge(value.length >> 4);
      return encoder.encode(value);
    }),
  ]),
  define(
    'timestamp',
    'A point in time, from RFC 3339 or from milliseconds since 1970.',
    '1; from a text 20',
    [
      func([timestamp], timestamp, (_, value) => value),
      func([text], timestamp, (frame, value) => {
        frame.charge(20);
        return parseTimestamp(value);
      }),
      func([int], timestamp, (_, value) => timestampOf(value * 1_000_000n)),
    ],
  ),
  define('duration', "A span of time, from a text such as '1h30m' or from seconds.", '1; from a text 20', [
    func([duration], duration, (_, value) => value),
    func([text], duration, (frame, value) => {
      frame.charge(20);
      return parseDuration(value);
    }),
    func([int], duration, (_, value) => durationOf(value * 1_000_000_000n)),
  ]),
  define('type', 'The type of a value, to compare with int, string, list and so on.', '1', [
    func([any], type, (_, value) => kinds.typeOf(value) ?? new Failure('the value has no type')),
  ]),
  define('dyn', 'The value itself, with its type left open to the checker.', '1', [
    func([any], any, (_, value) => value),
  ]),
];
