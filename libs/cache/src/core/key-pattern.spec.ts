import fc from 'fast-check';
import { keyPart } from './cache-key.js';
import { matchesPattern } from './key-pattern.js';

/** Another way to say the same. */
const byExpression = (pattern: string, key: string): boolean =>
  new RegExp(`^${pattern.replaceAll('*', '.*').replaceAll('?', '.')}$`).test(key);

describe('matchesPattern', () => {
  it('agrees with the regular expression of the same meaning', () => {
    const text = fc.array(fc.constantFrom('a', 'b', ':'), { maxLength: 12 }).map((parts) => parts.join(''));
    const pattern = fc
      .array(fc.constantFrom('a', 'b', ':', '*', '?'), { maxLength: 8 })
      .map((parts) => parts.join(''));
    fc.assert(
      fc.property(pattern, text, (wanted, key) => {
        expect(matchesPattern(wanted, key)).toBe(byExpression(wanted, key));
      }),
      { numRuns: 2000 },
    );
  });

  it('takes no long time for a pattern that a backtracking search would', () => {
    expect(matchesPattern(`${'a*'.repeat(100)}b`, 'a'.repeat(1000))).toBe(false);
  });

  it('takes every key for a pattern that names it alone', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.string(), (text, other) => {
        const [key, otherKey] = [keyPart(text.toWellFormed()), keyPart(other)];
        expect(matchesPattern(key, key)).toBe(true);
        expect(matchesPattern(key, otherKey)).toBe(key === otherKey);
      }),
    );
  });
});
