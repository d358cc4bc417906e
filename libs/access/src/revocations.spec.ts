import { Revocations } from './revocations.js';

const FOREVER = 4_000_000_000;

describe('Revocations', () => {
  it('refuse tokens of the time before one, by any of their keys, and no younger ones', () => {
    const revocations = new Revocations();
    revocations.add([{ key: 'a', before: 100, expiresAt: FOREVER, revision: 1 }]);
    expect(revocations.refuse(['b', 'a'], 100)).toBe(true);
    expect(revocations.refuse(['a'], 101)).toBe(false);
    expect(revocations.refuse(['b'], 1)).toBe(false);
  });

  it('take nothing back when an older one of the same key is read again', () => {
    const revocations = new Revocations();
    revocations.add([{ key: 'a', before: 100, expiresAt: FOREVER, revision: 2 }]);
    revocations.add([{ key: 'a', before: 50, expiresAt: FOREVER - 1, revision: 1 }]);
    expect(revocations.refuse(['a'], 100)).toBe(true);
  });

  it('tell of new ones when they are known already', () => {
    const revocations = new Revocations();
    const seen: unknown[] = [];
    revocations.listen((keys) => seen.push([keys, revocations.refuse(['a'], 1)]));
    revocations.add([{ key: 'a', before: 1, expiresAt: FOREVER, revision: 1 }]);
    revocations.add([]);
    expect(seen).toStrictEqual([[['a'], true]]);
  });

  it('count for ever where nobody has promised to bring them', () => {
    const revocations = new Revocations();
    expect(revocations.isConfirmed()).toBe(true);
    expect(revocations.passUntil).toBe(Number.POSITIVE_INFINITY);
  });

  it('let nothing pass once promised until they are confirmed, and five seconds later again', () => {
    const revocations = new Revocations();
    revocations.promise();
    expect(revocations.isConfirmed()).toBe(false);
    expect(revocations.passUntil).toBeLessThan(Date.now());
    revocations.confirm(performance.now());
    expect(revocations.isConfirmed()).toBe(true);
    expect(revocations.passUntil).toBeGreaterThan(Date.now());
    expect(revocations.passUntil).toBeLessThanOrEqual(Date.now() + 5000);

    const late = new Revocations();
    late.promise();
    late.confirm(performance.now() - 5001);
    expect(late.isConfirmed()).toBe(false);
    expect(late.passUntil).toBeLessThan(Date.now());
  });

  it('forget those whose tokens have expired', () => {
    const revocations = new Revocations();
    revocations.add([{ key: 'a', before: 1, expiresAt: 2, revision: 1 }]);
    expect(revocations.size).toBe(0);
  });
});
