import { Failure } from './failure.js';
import { Duration, Timestamp } from './values.js';

const SECOND = 1_000_000_000n;
const MAX_DURATION = 2n ** 63n - 1n;
const FIRST_SECOND = -62_135_596_800n;
const LAST_SECOND = 253_402_300_799n;
const UNITS: ReadonlyMap<string, bigint> = new Map([
  ['ns', 1n],
  ['us', 1_000n],
  ['µs', 1_000n],
  ['ms', 1_000_000n],
  ['s', SECOND],
  ['m', 60n * SECOND],
  ['h', 3600n * SECOND],
]);
const LONGEST_DURATION_TEXT = 128;
const DURATION_TEXT = /^[-+]?(?:(?:\d+\.?\d*|\.\d+)(?:ns|us|µs|ms|s|m|h))+$/;
const DURATION_PART = /(\d*)\.?(\d*)(ns|us|µs|ms|s|m|h)/g;
const TIMESTAMP_TEXT =
  /^(\d{4})-(\d{2})-(\d{2})T(\d{2}):(\d{2}):(\d{2})(?:\.(\d{1,9}))?(?:Z|([+-])(\d{2}):(\d{2}))$/;

export function durationOf(nanos: bigint): Duration | Failure {
  return nanos > MAX_DURATION || nanos < -MAX_DURATION - 1n
    ? new Failure('duration out of range')
    : new Duration(nanos);
}

export function timestampOf(nanos: bigint): Timestamp | Failure {
  const seconds = floorDivide(nanos, SECOND);
  return seconds > LAST_SECOND || seconds < FIRST_SECOND
    ? new Failure('timestamp out of range')
    : new Timestamp(nanos);
}

export function secondsOf(nanos: bigint): bigint {
  return nanos / SECOND;
}

/** The seconds of a timestamp, rounded down. */
export function epochSeconds(timestamp: Timestamp): bigint {
  return floorDivide(timestamp.nanos, SECOND);
}

/** Reads `300ms`, `-1.5h`, `2h45m`. */
export function parseDuration(text: string): Duration | Failure {
  if (/^[-+]?0$/.test(text)) return new Duration(0n);
  if (text.length > LONGEST_DURATION_TEXT || !DURATION_TEXT.test(text)) {
    return new Failure('not a duration such as 300ms, 1.5h or 2h45m');
  }
  let nanos = 0n;
  for (const [, whole = '', fraction = '', unit = ''] of text.matchAll(DURATION_PART)) {
    const factor = UNITS.get(unit) ?? 0n;
    nanos += BigInt(whole) * factor;
    nanos += (BigInt(fraction) * factor) / 10n ** BigInt(fraction.length);
  }
  return durationOf(text.startsWith('-') ? -nanos : nanos);
}

/** Reads RFC 3339 with up to nine digits of a second. */
export function parseTimestamp(text: string): Timestamp | Failure {
  const parts = TIMESTAMP_TEXT.exec(text);
  if (parts === null) return new Failure('not a timestamp such as 2026-01-31T09:30:00Z');
  const [, year, month, day, hour, minute, second, fraction = '', sign, offsetHour, offsetMinute] = parts;
  const date = Date.parse(
    `${year ?? ''}-${month ?? ''}-${day ?? ''}T${hour ?? ''}:${minute ?? ''}:${second ?? ''}Z`,
  );
  if (Number.isNaN(date) || new Date(date).getUTCDate() !== Number(day)) {
    return new Failure('there is no such date or time');
  }
  const offset = (Number(offsetHour ?? 0) * 60 + Number(offsetMinute ?? 0)) * (sign === '-' ? -60 : 60);
  const seconds = BigInt(date / 1000 - offset);
  return timestampOf(seconds * SECOND + BigInt(fraction.padEnd(9, '0')));
}

export function formatDuration(duration: Duration): string {
  const nanos = duration.nanos < 0n ? -duration.nanos : duration.nanos;
  return `${duration.nanos < 0n ? '-' : ''}${(nanos / SECOND).toString()}${fractionText(nanos % SECOND)}s`;
}

export function formatTimestamp(timestamp: Timestamp): string {
  const seconds = epochSeconds(timestamp);
  const date = new Date(Number(seconds) * 1000).toISOString().replace('.000Z', '');
  return `${date}${fractionText(timestamp.nanos - seconds * SECOND)}Z`;
}

/** Three, six or nine digits, as JSON writes protobuf times. */
function fractionText(nanos: bigint): string {
  if (nanos === 0n) return '';
  const digits = nanos.toString().padStart(9, '0');
  return `.${digits.replace(/(?:000){1,2}$/, '')}`;
}

function floorDivide(value: bigint, by: bigint): bigint {
  const quotient = value / by;
  return value % by < 0n ? quotient - 1n : quotient;
}
