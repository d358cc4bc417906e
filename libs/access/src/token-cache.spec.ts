import fc from 'fast-check';
import type { CallerIdentity } from './caller-identity.js';
import { TokenCache } from './token-cache.js';

const caller = (expiresAt: number): CallerIdentity => ({
  subject: 'agent',
  tenant: 'default',
  roles: [],
  permissions: new Set(),
  expiresAt,
});

function store(cache: TokenCache, token: string): true {
  cache.set(token, caller(1));
  return true;
}

describe('TokenCache', () => {
  it('gives back what it was given until the second of expiry, and not from then on', () => {
    const cache = new TokenCache(2);
    const known = caller(100);
    cache.set('token', known);
    expect(cache.get('token', 99_999)).toBe(known);
    expect(cache.get('token', 100_000)).toBeNull();
    expect(cache.size).toBe(0);
    expect(cache.get('other', 0)).toBeNull();
  });

  it('forgets the one that was used least recently', () => {
    const cache = new TokenCache(2);
    cache.set('a', caller(1));
    cache.set('b', caller(1));
    cache.get('a', 0);
    cache.set('c', caller(1));
    expect(['a', 'b', 'c'].map((token) => cache.get(token, 0) !== null)).toStrictEqual([true, false, true]);
  });

  it('holds the most recently used tokens and no others, whatever the order of calls', () => {
    const calls = fc.array(
      fc.record({ token: fc.constantFrom('a', 'b', 'c', 'd', 'e'), isSet: fc.boolean() }),
    );
    fc.assert(
      fc.property(calls, fc.integer({ min: 1, max: 4 }), (steps, capacity) => {
        const cache = new TokenCache(capacity);
        let expected: string[] = [];
        for (const { token, isSet } of steps) {
          const isKnown = expected.includes(token);
          const found = isSet ? store(cache, token) : cache.get(token, 0) !== null;
          expect(found).toBe(isSet || isKnown);
          if (isSet || isKnown) {
            expected = [...expected.filter((other) => other !== token), token].slice(-capacity);
          }
        }
        expect(cache.size).toBe(expected.length);
      }),
    );
  });
});
