import { BackOff } from './back-off.js';

describe('BackOff', () => {
  it('replaces at once what lived for long', () => {
    const backOff = new BackOff();
    expect([10_000, 86_400_000].map((life) => backOff.afterLifeOf(life))).toStrictEqual([0, 0]);
  });

  it('waits twice as long with each life that is short, half a minute at most', () => {
    const backOff = new BackOff();
    const waits = Array.from({ length: 12 }, () => backOff.afterLifeOf(9999));
    expect(waits.slice(0, 9)).toStrictEqual([200, 400, 800, 1600, 3200, 6400, 12_800, 25_600, 30_000]);
    expect(waits.at(-1)).toBe(30_000);
  });

  it('begins anew after a long life', () => {
    const backOff = new BackOff();
    const waits = [1, 1, 10_000, 1].map((life) => backOff.afterLifeOf(life));
    expect(waits).toStrictEqual([200, 400, 0, 200]);
  });
});
