import { KnownEpochs } from './known-epochs.js';

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
});
