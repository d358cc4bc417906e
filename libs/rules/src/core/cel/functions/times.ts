import { excerptOf } from '../excerpt.js';
import { Failure } from '../failure.js';
import { type Timestamp } from '../values.js';
import { define, duration, type FunctionDefinition, int, method, text, timestamp } from './definition.js';

const DAY = 86_400_000;
const FIXED_OFFSET = /^([+-]?)(\d\d):(\d\d)$/;
const KEPT_ZONES = 64;
const zones = new Map<string, Intl.DateTimeFormat | null>();

/** The wall clock of a zone, as a date whose UTC fields are to be read. */
function wallClock(time: Timestamp, zone: string | null): Date | Failure {
  const instant = Number(time.nanos / 1_000_000n - (time.nanos % 1_000_000n < 0n ? 1n : 0n));
  if (zone === null) return new Date(instant);
  const fixed = FIXED_OFFSET.exec(zone);
  if (fixed !== null) {
    const minutes = Number(fixed[2]) * 60 + Number(fixed[3]);
    return new Date(instant + minutes * 60_000 * (fixed[1] === '-' ? -1 : 1));
  }
  const format = zoneFormat(zone);
  return format === null
    ? new Failure(`unknown time zone '${excerptOf(zone, 40)}'`)
    : inZone(format, instant);
}

function inZone(format: Intl.DateTimeFormat, instant: number): Date {
  const parts = new Map(format.formatToParts(instant).map((part) => [part.type, Number(part.value)]));
  const date = new Date(0);
  date.setUTCFullYear(parts.get('year') ?? 0, (parts.get('month') ?? 1) - 1, parts.get('day') ?? 1);
  const milliseconds = ((instant % 1000) + 1000) % 1000;
  date.setUTCHours(parts.get('hour') ?? 0, parts.get('minute') ?? 0, parts.get('second') ?? 0, milliseconds);
  return date;
}

/** Formats are dear to make, and requests may name zones: the last few are kept. */
function zoneFormat(zone: string): Intl.DateTimeFormat | null {
  const kept = zones.get(zone);
  if (kept !== undefined) return kept;
  if (zones.size >= KEPT_ZONES) zones.clear();
  const format = makeFormat(zone);
  zones.set(zone, format);
  return format;
}

function makeFormat(timeZone: string): Intl.DateTimeFormat | null {
  try {
    const digits = 'numeric';
    return new Intl.DateTimeFormat('en-US', {
      hourCycle: 'h23',
      timeZone,
      year: digits,
      month: digits,
      day: digits,
      hour: digits,
      minute: digits,
      second: digits,
    });
  } catch {
    return null;
  }
}

function dayOfYear(date: Date): number {
  return Math.round((date.getTime() - new Date(date).setUTCMonth(0, 1)) / DAY);
}

function dateOverloads(read: (date: Date) => number): FunctionDefinition['overloads'] {
  const field = (time: Timestamp, zone: string | null): unknown => {
    const clock = wallClock(time, zone);
    return clock instanceof Failure ? clock : BigInt(read(clock));
  };
  return [
    method([timestamp], int, (_, time) => field(time, null)),
    method([timestamp, text], int, (frame, time, zone) => {
      frame.charge(ZONE_STEPS);
      return field(time, zone);
    }),
  ];
}

function dateMethod(name: string, doc: string, read: (date: Date) => number): FunctionDefinition {
  return define(name, doc, ZONE_COST, dateOverloads(read));
}

const ZONE_STEPS = 400;
const ZONE_COST = `1; with a time zone ${ZONE_STEPS}`;

export const TIMES = [
  dateMethod('getFullYear', 'The year.', (date) => date.getUTCFullYear()),
  dateMethod('getMonth', 'The month, from 0.', (date) => date.getUTCMonth()),
  dateMethod('getDate', 'The day of the month, from 1.', (date) => date.getUTCDate()),
  dateMethod('getDayOfMonth', 'The day of the month, from 0.', (date) => date.getUTCDate() - 1),
  dateMethod('getDayOfWeek', 'The day of the week, from 0 for Sunday.', (date) => date.getUTCDay()),
  dateMethod('getDayOfYear', 'The day of the year, from 0.', dayOfYear),
  define('getHours', 'The hour of a time; all hours of a duration.', ZONE_COST, [
    ...dateOverloads((date) => date.getUTCHours()),
    method([duration], int, (_, span) => span.nanos / 3_600_000_000_000n),
  ]),
  define('getMinutes', 'The minute of a time; all minutes of a duration.', ZONE_COST, [
    ...dateOverloads((date) => date.getUTCMinutes()),
    method([duration], int, (_, span) => span.nanos / 60_000_000_000n),
  ]),
  define('getSeconds', 'The second of a time; all seconds of a duration.', ZONE_COST, [
    ...dateOverloads((date) => date.getUTCSeconds()),
    method([duration], int, (_, span) => span.nanos / 1_000_000_000n),
  ]),
  define('getMilliseconds', 'The milliseconds beyond the second.', ZONE_COST, [
    ...dateOverloads((date) => date.getUTCMilliseconds()),
    method([duration], int, (_, span) => (span.nanos % 1_000_000_000n) / 1_000_000n),
  ]),
];
