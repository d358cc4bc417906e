import fc from 'fast-check';
import { ProofsOverflowError } from './access.errors.js';
import type { ProofStore } from './proof-store.js';
import { UsedProofs } from './used-proofs.js';

const SECONDS = 71;

/** Remembers for all who share it; away, it remembers nothing. */
class SharedStore implements ProofStore {
  readonly ids: string[] = [];
  isAway = false;

  isFirstUse(id: string): Promise<boolean | null> {
    if (this.isAway) return Promise.resolve(null);
    const isFirst = !this.ids.includes(id);
    this.ids.push(id);
    return Promise.resolve(isFirst);
  }
}

describe('UsedProofs', () => {
  it('are used once for a key, until they are forgotten', async () => {
    const used = new UsedProofs('engine', null);
    expect(await used.isFirstUse('key', 'a', SECONDS, 100)).toBe(true);
    expect(await used.isFirstUse('key', 'a', SECONDS, 100 + SECONDS - 1)).toBe(false);
    expect(await used.isFirstUse('key', 'b', SECONDS, 100)).toBe(true);
    expect(await used.isFirstUse('other', 'a', SECONDS, 100)).toBe(true);
    expect(await used.isFirstUse('key', 'a', SECONDS, 100 + SECONDS)).toBe(true);
  });

  it('of many at once are used once', async () => {
    const used = new UsedProofs('engine', new SharedStore());
    const uses = Array.from({ length: 10 }, () => used.isFirstUse('key', 'a', SECONDS, 100));
    expect((await Promise.all(uses)).filter(Boolean)).toHaveLength(1);
  });

  it('are known to all who share a store, by the service and a hash', async () => {
    const store = new SharedStore();
    const [one, another, gateway] = ['engine', 'engine', 'gateway'].map(
      (name) => new UsedProofs(name, store),
    );
    expect(await one!.isFirstUse('key', 'secret', SECONDS, 100)).toBe(true);
    expect(await another!.isFirstUse('key', 'secret', SECONDS, 100)).toBe(false);
    expect(await gateway!.isFirstUse('key', 'secret', SECONDS, 100)).toBe(true);
    expect(store.ids[0]).toMatch(/^engine:[\w-]{43}$/);
  });

  it('are known to the process alone while the store is away', async () => {
    const store = new SharedStore();
    store.isAway = true;
    const [one, another] = [new UsedProofs('engine', store), new UsedProofs('engine', store)];
    expect(await one.isFirstUse('key', 'a', SECONDS, 100)).toBe(true);
    expect(await another.isFirstUse('key', 'a', SECONDS, 100)).toBe(true);
    store.isAway = false;
    expect(await one.isFirstUse('key', 'a', SECONDS, 100)).toBe(false);
  });

  it('are refused rather than forgotten too early, and have room again when others are too old', async () => {
    const used = new UsedProofs('engine', null, 2);
    await used.isFirstUse('key', 'a', SECONDS, 100);
    await used.isFirstUse('key', 'b', SECONDS, 101);
    await expect(used.isFirstUse('key', 'c', SECONDS, 101)).rejects.toThrow(ProofsOverflowError);
    expect(await used.isFirstUse('key', 'a', SECONDS, 101)).toBe(false);
    expect(await used.isFirstUse('key', 'c', SECONDS, 100 + SECONDS)).toBe(true);
    expect(await used.isFirstUse('key', 'b', SECONDS, 100 + SECONDS)).toBe(false);
  });

  it('of one key fill no more than its share, and it is free again when they are too old', async () => {
    const used = new UsedProofs('engine', null, 10, 2);
    for (const jti of ['a', 'b']) await used.isFirstUse('key', jti, SECONDS, 100);
    await expect(used.isFirstUse('key', 'c', SECONDS, 100)).rejects.toThrow(ProofsOverflowError);
    expect(await used.isFirstUse('other', 'c', SECONDS, 100)).toBe(true);
    expect(await used.isFirstUse('key', 'c', SECONDS, 100 + SECONDS)).toBe(true);
    expect(await used.isFirstUse('key', 'd', SECONDS, 100 + SECONDS)).toBe(true);
  });

  it('are as in a list that forgets nothing before its time, whatever comes when', async () => {
    const step = fc.record({
      jti: fc.constantFrom('a', 'b', 'c', 'd'),
      after: fc.integer({ min: 0, max: 40 }),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 40 }), async (steps) => {
        const used = new UsedProofs('engine', null);
        const ends = new Map<string, number>();
        let now = 1000;
        for (const { jti, after } of steps) {
          now += after;
          const isNew = (ends.get(jti) ?? 0) <= now;
          if (isNew) ends.set(jti, now + SECONDS);
          expect(await used.isFirstUse('key', jti, SECONDS, now)).toBe(isNew);
        }
      }),
    );
  });
});
