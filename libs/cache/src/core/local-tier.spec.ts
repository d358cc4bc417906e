import type { CacheEntry } from './cache-entry.js';
import { LocalTier } from './local-tier.js';

const entry = (text: string): { value: CacheEntry } => ({
  value: { stamp: [0], freshUntil: 0, expiresAt: 0, text, headers: {} },
});

describe('the local tier', () => {
  it('lets what was used least recently give way', async () => {
    const tier = new LocalTier({ maxEntries: 2, maxBytes: 1_000_000 });
    tier.set('a', entry('1'));
    tier.set('b', entry('2'));
    await tier.get('a');
    tier.set('c', entry('3'));
    expect(await Promise.all(['a', 'b', 'c'].map((key) => tier.get(key)))).toStrictEqual([
      entry('1'),
      undefined,
      entry('3'),
    ]);
  });

  it('holds no more bytes than it may, and nothing that takes more than its share', async () => {
    const tier = new LocalTier({ maxEntries: 1000, maxBytes: 40_000 });
    for (let n = 0; n < 50; n++) tier.set(`key${String(n)}`, entry('x'.repeat(1000)));
    expect(tier.bytes).toBeGreaterThan(30_000);
    expect(tier.bytes).toBeLessThanOrEqual(40_000);
    tier.set('large', entry('x'.repeat(2500)));
    expect(await tier.get('large')).toBeUndefined();
  });

  it('removes what a pattern names', () => {
    const tier = new LocalTier({ maxEntries: 10, maxBytes: 1_000_000 });
    for (const key of ['app:one', 'app:two', 'other:one']) tier.set(key, entry('x'));
    expect(tier.deleteMatching('app:*')).toBe(2);
    expect(tier.size).toBe(1);
  });
});
