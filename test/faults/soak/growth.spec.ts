import { greatest, growthPerHour, leastOfEachMinute, type Reading, rise, slopeOf } from './growth.js';

const MINUTES = 60;

/** Twelve readings a minute. */
const process = (
  change: Partial<Reading>,
  mebibytes: (minute: number) => number,
  [from, to] = [0, MINUTES],
): Reading[] =>
  Array.from({ length: (to - from) * 12 }, (_, n) => {
    const minute = from + n / 12;
    return { name: 'engine', pid: 1, descriptors: 30, ...change, minute, mebibytes: mebibytes(minute) };
  });

const inOrder = (readings: readonly Reading[]): Reading[] => readings.toSorted((a, b) => a.minute - b.minute);

describe('growthPerHour', () => {
  it('is none where memory rises and is collected again and again', () => {
    const saw = process({}, (minute) => 200 + 40 * (minute % 1));
    expect(greatest(growthPerHour(saw, 'mebibytes', 30))).toBeCloseTo(0);
  });

  it('finds what leaks beneath the saw, and by how much', () => {
    const leak = process({}, (minute) => 200 + 40 * (minute % 1) + minute / 2);
    expect(greatest(growthPerHour(leak, 'mebibytes', 30))).toBeCloseTo(30);
  });

  it('does not count what a process needs until it has its size', () => {
    const warm = process({}, (minute) => Math.min(100 + 10 * minute, 250));
    expect(greatest(growthPerHour(warm, 'mebibytes', 30))).toBeCloseTo(0);
    expect(greatest(growthPerHour(warm, 'mebibytes', 0))).toBeGreaterThan(50);
  });

  it('names the worst process, and leaves out who has not lived all the time', () => {
    const readings = inOrder([
      ...process({}, (minute) => 200 + minute / 6),
      ...process({ pid: 2, name: 'gateway' }, (minute) => 100 - minute),
      ...process({ pid: 3, name: 'core' }, (minute) => 100 * minute, [45, MINUTES]),
    ]);
    const growths = growthPerHour(readings, 'mebibytes', 30);
    expect(growths.map(({ name, value }) => [name, Math.round(value)])).toStrictEqual([
      ['engine', 10],
      ['gateway', -60],
    ]);
    expect(greatest(growths)).toBeCloseTo(10);
  });

  it('is no number where no process has lived so long', () => {
    expect(greatest(growthPerHour([], 'mebibytes', 30))).toBeNaN();
  });
});

describe('rise', () => {
  it('finds a descriptor a minute that is not closed, and none where their number swings', () => {
    const readings = (descriptors: (minute: number) => number): Reading[] =>
      process({}, () => 200).map((one) => ({ ...one, descriptors: descriptors(one.minute) }));
    const leaking = readings((minute) => 30 + Math.floor(minute) + (minute % 1 < 0.2 ? 20 : 0));
    const swinging = readings((minute) => 30 + (minute % 1 < 0.2 ? 20 : 0));
    expect(greatest(rise(leaking, 'descriptors', 30))).toBe(15);
    expect(greatest(rise(swinging, 'descriptors', 30))).toBe(0);
  });
});

describe('leastOfEachMinute', () => {
  it('is a point for each minute that was read', () => {
    expect(
      leastOfEachMinute(
        process({}, (minute) => minute % 1, [3, 5]),
        'mebibytes',
      ),
    ).toStrictEqual([
      [3, 0],
      [4, 0],
    ]);
  });
});

describe('slopeOf', () => {
  it('is that of the line which comes closest', () => {
    expect(
      slopeOf([
        [0, 1],
        [1, 3],
        [2, 2],
        [3, 4],
      ]),
    ).toBeCloseTo(0.8);
    expect(slopeOf([[5, 7]])).toBe(0);
    expect(slopeOf([])).toBe(0);
  });
});
