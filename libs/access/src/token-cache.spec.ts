import { AccessTokenClaimsSchema } from '@acgs/contracts';
import fc from 'fast-check';
import { callerOf } from './caller-of-claims.js';
import { Revocations } from './revocations.js';
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

const step = fc.record({
  kind: fc.constantFrom('set', 'set', 'set', 'get', 'late', 'revoke'),
  name: fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f', 'g'),
  keys: fc.array(fc.constantFrom('u', 'v', 'w', 'x', 'y', 'z'), { minLength: 1, maxLength: 4 }),
  at: fc.integer({ min: 1, max: 4 }),
});

/** Looks at every token, whatever is asked. */
class NaiveCache {
  private tokens: [string, VerifiedToken][] = [];

  constructor(private readonly capacity: number) {}

  get(name: string, now: number): VerifiedToken['caller'] | null {
    const known = this.tokens.find(([other]) => other === name);
    this.tokens = this.tokens.filter((entry) => entry !== known);
    if (known === undefined || known[1].caller.expiresAt * 1000 <= now) return null;
    this.tokens.push(known);
    return known[1].caller;
  }

  set(name: string, token: VerifiedToken): void {
    this.tokens = [...this.tokens.filter(([other]) => other !== name), [name, token]];
    this.tokens = this.tokens.slice(-this.capacity);
  }

  forget(isMeant: (token: VerifiedToken) => boolean): void {
    this.tokens = this.tokens.filter(([, token]) => !isMeant(token));
  }

  get size(): number {
    return this.tokens.length;
  }

  get indexedKeys(): number {
    return new Set(this.tokens.flatMap(([, { revocationKeys }]) => revocationKeys)).size;
  }
}

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
    cache.set('c', { ...verified(1, 'y'), issuedAt: 9 });
    cache.forget(['y', 'none'], ({ issuedAt }) => issuedAt < 9);
    expect(['a', 'b', 'c'].map((token) => cache.get(token, 0) !== null)).toStrictEqual([false, true, true]);
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

  it('forgets what is revoked and nothing else, as if it looked at every token', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60 }), fc.integer({ min: 1, max: 6 }), (steps, capacity) => {
        const [cache, naive] = [new TokenCache(capacity), new NaiveCache(capacity)];
        const revocations = new Revocations();
        const isRevoked = ({ revocationKeys, issuedAt }: VerifiedToken): boolean =>
          revocations.refuse(revocationKeys, issuedAt);
        revocations.listen((keys) => {
          cache.forget(keys, isRevoked);
          naive.forget(isRevoked);
        });
        for (const { kind, name, keys, at } of steps) {
          const token = { ...verified(10, ...keys), issuedAt: at };
          if (kind === 'revoke') {
            revocations.add(keys.map((key) => ({ key, before: at, expiresAt: 4e9, revision: 1 })));
          } else if (kind === 'set' && !isRevoked(token)) {
            for (const each of [cache, naive]) each.set(name, token);
          }
          const asked = [cache, naive].map((each) => each.get(name, kind === 'late' ? 10_000 : 0));
          expect(asked[0]).toBe(asked[1]);
          expect([cache.size, cache.indexedKeys]).toStrictEqual([naive.size, naive.indexedKeys]);
        }
      }),
    );
  });
});
