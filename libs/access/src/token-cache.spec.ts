import { AccessTokenClaimsSchema } from '@acgs/contracts';
import fc from 'fast-check';
import { callerOf } from './caller-of-claims.js';
import { TokenCache, type VerifiedToken } from './token-cache.js';

const verified = (expiresAt: number, ...revocationKeys: string[]): VerifiedToken => ({
  caller: callerOf(
    AccessTokenClaimsSchema.parse({
      sub: 'agent',
      client_id: 'agent',
      jti: 'one',
      iat: 0,
      exp: expiresAt,
      tenant: 'default',
      roles: [],
      permissions: [],
    }),
  ),
  revocationKeys,
  issuedAt: 0,
});

function store(cache: TokenCache, token: string): true {
  cache.set(token, verified(1));
  return true;
}

describe('TokenCache', () => {
  it('gives back what it was given until the second of expiry, and not from then on', () => {
    const cache = new TokenCache(2);
    const known = verified(100);
    cache.set('token', known);
    expect(cache.get('token', 99_999)).toBe(known.caller);
    expect(cache.get('token', 100_000)).toBeNull();
    expect(cache.size).toBe(0);
    expect(cache.get('other', 0)).toBeNull();
  });

  it('forgets the one that was used least recently', () => {
    const cache = new TokenCache(2);
    cache.set('a', verified(1));
    cache.set('b', verified(1));
    cache.get('a', 0);
    cache.set('c', verified(1));
    expect(['a', 'b', 'c'].map((token) => cache.get(token, 0) !== null)).toStrictEqual([true, false, true]);
  });

  it('forgets those that are meant, and no others', () => {
    const cache = new TokenCache(3);
    cache.set('a', verified(1, 'x', 'y'));
    cache.set('b', verified(1, 'z'));
    cache.forget(({ revocationKeys }) => revocationKeys.includes('y'));
    expect(['a', 'b'].map((token) => cache.get(token, 0) !== null)).toStrictEqual([false, true]);
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
