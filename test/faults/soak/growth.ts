/** What one process held at a time. */
export interface Reading {
  readonly name: string;
  readonly pid: number;
  /** Since the run began. */
  readonly minute: number;
  readonly mebibytes: number;
  readonly descriptors: number;
}

/** How something grows that one process holds. */
export interface Growth {
  readonly name: string;
  readonly value: number;
}

type Held = 'mebibytes' | 'descriptors';
type Point = readonly [x: number, y: number];

/** Of the time that is looked at, the share that a process has to live through. */
const LIVED_SHARE = 0.9;

/**
 * Growth in an hour of each process that lives through all of the time from a minute on: the slope of a line through the least of
 * each minute (least squares). The least, since what a process holds rises until it is collected, and falls.
 */
export function growthPerHour(readings: readonly Reading[], held: Held, from: number): Growth[] {
  return livedThrough(readings, from).map((own) => ({
    name: own[0]?.name ?? '',
    value: 60 * slopeOf(leastOfEachMinute(own, held)),
  }));
}

/** How much more each such process usually holds in the second half of that time than in the first. */
export function rise(readings: readonly Reading[], held: Held, from: number): Growth[] {
  const middle = (from + lastMinute(readings)) / 2;
  return livedThrough(readings, from).map((own) => ({
    name: own[0]?.name ?? '',
    value:
      medianOf(own.filter(({ minute }) => minute >= middle).map((reading) => reading[held])) -
      medianOf(own.filter(({ minute }) => minute < middle).map((reading) => reading[held])),
  }));
}

export const greatest = (growths: readonly Growth[]): number =>
  growths.length === 0 ? Number.NaN : Math.max(...growths.map(({ value }) => value));

/** Points of a plot: the least of each whole minute. */
export function leastOfEachMinute(readings: readonly Reading[], held: Held): Point[] {
  const least = new Map<number, number>();
  for (const reading of readings) {
    const minute = Math.floor(reading.minute);
    least.set(minute, Math.min(reading[held], least.get(minute) ?? Number.POSITIVE_INFINITY));
  }
  return [...least].sort(([a], [b]) => a - b);
}

/** Of the line with the least squares of distances; 0 for fewer points than it takes. */
export function slopeOf(points: readonly Point[]): number {
  const mean = (of: (point: Point) => number): number =>
    points.reduce((sum, point) => sum + of(point), 0) / points.length;
  const [meanX, meanY] = [mean(([x]) => x), mean(([, y]) => y)];
  const [spread, together] = [mean(([x]) => (x - meanX) ** 2), mean(([x, y]) => (x - meanX) * (y - meanY))];
  return spread > 0 ? together / spread : 0;
}

function livedThrough(readings: readonly Reading[], from: number): Reading[][] {
  const late = readings.filter(({ minute }) => minute >= from);
  const enough = LIVED_SHARE * (lastMinute(readings) - from);
  const pids = new Set(late.map(({ pid }) => pid));
  const byProcess = [...pids].map((pid) => late.filter((reading) => reading.pid === pid));
  return byProcess.filter((own) => lastMinute(own) - (own[0]?.minute ?? 0) >= enough);
}

const lastMinute = (readings: readonly Reading[]): number => readings.at(-1)?.minute ?? 0;

function medianOf(values: readonly number[]): number {
  const ordered = values.toSorted((a, b) => a - b);
  return ordered[Math.floor(ordered.length / 2)] ?? Number.NaN;
}
