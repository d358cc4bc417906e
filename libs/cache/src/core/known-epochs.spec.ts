import fc from 'fast-check';
import { KnownEpochs, type PatternEpoch } from './known-epochs.js';

const BOUND = 2000;

/** Four slots, three patterns remembered; confirmed at 1000. */
function known(epochs = [5, 6, 7, 8], patterns: { epoch: number; pattern: string }[] = []): KnownEpochs {
  const made = new KnownEpochs(4, 3, BOUND);
  made.confirm({ epochs, patterns }, 1000);
  return made;
}

describe('what a process knows of invalidations', () => {
  it('tells no stamp before the first reading, and none once the last is older than the bound', () => {
    expect(new KnownEpochs(4, 3, BOUND).stampOf([0], 0)).toBeNull();
    expect(known().stampOf([1, 3], 1000 + BOUND)).toStrictEqual([0, 6, 8]);
    expect(known().stampOf([1, 3], 1001 + BOUND)).toBeNull();
  });

  it('finds a stamp valid as long as the epochs of its slots are the same', () => {
    const epochs = known();
    const stamp = epochs.stampOf([1], 1001)!;
    epochs.confirm({ epochs: [9, 6, 9, 9], patterns: [] }, 1002);
    expect(epochs.isValid('key', stamp, epochs.stampOf([1], 1003)!)).toBe(true);
    epochs.confirm({ epochs: [9, 7, 9, 9], patterns: [] }, 1004);
    expect(epochs.isValid('key', stamp, epochs.stampOf([1], 1005)!)).toBe(false);
  });

  it('finds what bears a later epoch than it knows as invalid as what bears an earlier one', () => {
    const epochs = known();
    expect(epochs.isValid('key', [0, 7], epochs.stampOf([1], 1001)!)).toBe(false);
    expect(epochs.isValid('key', [0, 5], epochs.stampOf([1], 1001)!)).toBe(false);
    expect(epochs.isValid('key', [0], epochs.stampOf([1], 1001)!)).toBe(false);
  });

  it('does not let a reading that began before its own change undo it, but one that began after', () => {
    const epochs = known();
    epochs.changeSlot(1, 20, 1010);
    epochs.confirm({ epochs: [5, 6, 7, 8], patterns: [] }, 1010);
    expect(epochs.stampOf([1], 1011)).toStrictEqual([0, 20]);
    epochs.confirm({ epochs: [5, 10, 7, 8], patterns: [] }, 1012);
    expect(epochs.stampOf([1], 1013)).toStrictEqual([0, 10]);
  });

  it('shows nothing of a doubted slot until a reading that began later', () => {
    const epochs = known();
    epochs.doubt([1, 99, -1], 1010);
    expect(epochs.stampOf([1], 1011)).toBeNull();
    expect(epochs.stampOf([0], 1011)).toStrictEqual([0, 5]);
    epochs.confirm({ epochs: [5, 6, 7, 8], patterns: [] }, 1010);
    expect(epochs.stampOf([1], 1012)).toBeNull();
    epochs.confirm({ epochs: [5, 6, 7, 8], patterns: [] }, 1013);
    expect(epochs.stampOf([1], 1014)).toStrictEqual([0, 6]);
  });

  it('shows nothing at all while anything may have changed', () => {
    const epochs = known();
    epochs.doubt(null, 1010);
    expect(epochs.stampOf([], 1011)).toBeNull();
    epochs.confirm({ epochs: [5, 6, 7, 8], patterns: [] }, 1012);
    expect(epochs.stampOf([], 1013)).toStrictEqual([0]);
  });

  it('invalidates what a pattern names, and spares the rest', () => {
    const epochs = known();
    const stamp = epochs.stampOf([1], 1001)!;
    epochs.changePatterns([{ epoch: 30, pattern: 'a*' }], 1002);
    const now = epochs.stampOf([1], 1003)!;
    expect(epochs.isValid('abc', stamp, now)).toBe(false);
    expect(epochs.isValid('bcd', stamp, now)).toBe(true);
    expect(epochs.isValid('abc', now, now)).toBe(true);
  });

  it('takes what is older than all the patterns it remembers for invalid', () => {
    const epochs = known();
    const stamp = epochs.stampOf([1], 1001)!;
    const patterns = [30, 31, 32].map((epoch) => ({ epoch, pattern: 'a' }));
    epochs.confirm({ epochs: [5, 6, 7, 8], patterns }, 1002);
    expect(epochs.isValid('b', stamp, epochs.stampOf([1], 1003)!)).toBe(false);
    expect(epochs.isValid('b', [30, 6], epochs.stampOf([1], 1003)!)).toBe(true);
  });

  it('keeps a pattern of its own until a reading that began later', () => {
    const epochs = known();
    epochs.changePatterns([{ epoch: 30, pattern: 'a*' }], 1010);
    epochs.confirm({ epochs: [5, 6, 7, 8], patterns: [] }, 1009);
    expect(epochs.stampOf([], 1011)).toStrictEqual([30]);
    epochs.confirm({ epochs: [5, 6, 7, 8], patterns: [] }, 1012);
    expect(epochs.stampOf([], 1013)).toStrictEqual([0]);
  });

  it('knows the patterns of another process from a reading that began before a pattern of its own', () => {
    const epochs = known();
    const stamp = epochs.stampOf([], 1001)!;
    epochs.changePatterns([{ epoch: 31, pattern: 'b*' }], 1010);
    epochs.confirm({ epochs: [5, 6, 7, 8], patterns: [{ epoch: 30, pattern: 'a*' }] }, 1009);
    const now = epochs.stampOf([], 1011)!;
    expect(now).toStrictEqual([31]);
    expect(['abc', 'bcd', 'cde'].map((key) => epochs.isValid(key, stamp, now))).toStrictEqual([
      false,
      false,
      true,
    ]);
  });

  it('compares a pattern with what bears a stamp once, and not at every read or reading', () => {
    let compared = 0;
    const counted: PatternEpoch = {
      epoch: 30,
      get pattern() {
        compared++;
        return 'a*';
      },
    };
    const epochs = known();
    const stamp = epochs.stampOf([1], 1001)!;
    epochs.changePatterns([counted], 1002);
    const now = epochs.stampOf([1], 1003)!;
    expect(epochs.isValid('bcd', stamp, now)).toBe(true);
    expect(compared).toBe(1);
    epochs.confirm({ epochs: [5, 6, 7, 8], patterns: [{ epoch: 30, pattern: 'a*' }] }, 1004);
    const afterReading = compared;
    expect([epochs.isValid('bcd', stamp, now), epochs.isValid('bcd', stamp, now)]).toStrictEqual([
      true,
      true,
    ]);
    expect(compared).toBe(afterReading);
  });

  it('finds the same as one that has not been asked before, whichever patterns are heard of in which order', () => {
    const keys = ['a', 'b', 'ab', 'ba'];
    const reading = fc.record({
      own: fc.boolean(),
      patterns: fc.array(
        fc.tuple(fc.integer({ min: 1, max: 6 }), fc.constantFrom('a*', 'b', '*b', '?', 'c')),
      ),
    });
    fc.assert(
      fc.property(fc.array(reading, { maxLength: 8 }), (readings) => {
        const asked = known();
        const stamps = [1, 3, 5].map((epoch) => [epoch, 6]);
        let at = 1001;
        const heard: ((one: KnownEpochs) => void)[] = [];
        for (const { own, patterns } of readings) {
          const byEpoch = new Map(patterns.map(([epoch, pattern]) => [epoch, { epoch, pattern }]));
          const added = [...byEpoch.values()].sort((a, b) => a.epoch - b.epoch).slice(-3);
          const time = at++;
          heard.push((one) => {
            if (own) one.changePatterns(added, time);
            else one.confirm({ epochs: [5, 6, 7, 8], patterns: added }, time);
          });
          heard.at(-1)?.(asked);
          const fresh = known();
          for (const hear of heard) hear(fresh);
          const now = asked.stampOf([1], at)!;
          for (const stamp of stamps)
            for (const key of keys)
              expect(asked.isValid(key, stamp, now)).toBe(fresh.isValid(key, [...stamp], now));
        }
      }),
    );
  });
});
