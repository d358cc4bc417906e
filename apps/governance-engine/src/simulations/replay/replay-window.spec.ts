import { ReplayWindow } from './replay-window.js';

const START = new Date(0);
const TO = new Date('2030-01-01T00:00:00Z');

const lengthAfter = (statements: readonly [tookMilliseconds: number, isFull: boolean][]): number => {
  const window = new ReplayWindow();
  for (const [took, isFull] of statements) window.learn(took, isFull);
  return window.end(START, TO).getTime();
};

describe('ReplayWindow', () => {
  it('ends with the time that is readable', () => {
    expect(new ReplayWindow().end(START, new Date(5))).toStrictEqual(new Date(5));
  });

  it('grows where little is found soon, and not for ever', () => {
    expect(lengthAfter([[1, false]])).toBe(2 * lengthAfter([]));
    expect(lengthAfter([[1, true]])).toBe(lengthAfter([]));
    expect(lengthAfter(Array.from({ length: 50 }, () => [1, false]))).toBe(6 * 3_600_000);
  });

  it('shrinks where it takes long, however much is found, and not to nothing', () => {
    expect(lengthAfter([[9000, true]])).toBe(lengthAfter([]) / 2);
    expect(lengthAfter(Array.from({ length: 50 }, () => [9000, false]))).toBe(1000);
  });
});
