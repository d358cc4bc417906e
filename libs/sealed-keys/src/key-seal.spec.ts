import fc from 'fast-check';
import { randomBytes } from 'node:crypto';
import { seal, unseal } from './key-seal.js';

const key = randomBytes(32);

describe('a seal', () => {
  it('opens to what was sealed, and never looks the same twice', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.string(), (content, label) => {
        const sealed = seal(key, label, content);
        expect(unseal(key, label, sealed)).toBe(content);
        expect(seal(key, label, content).equals(sealed)).toBe(false);
      }),
    );
  });

  it('opens neither with another key nor under another label', () => {
    const sealed = seal(key, 'label', 'content');
    expect(unseal(randomBytes(32), 'label', sealed)).toBeNull();
    expect(unseal(key, 'labe1', sealed)).toBeNull();
  });

  it('does not open when any bit was changed, or an end is missing', () => {
    const sealed = seal(key, 'label', 'content');
    for (let bit = 0; bit < sealed.length * 8; bit++) {
      const changed = Buffer.from(sealed);
      changed[bit >> 3]! ^= 1 << (bit & 7);
      expect(unseal(key, 'label', changed)).toBeNull();
    }
    for (let length = 0; length < sealed.length; length++) {
      expect(unseal(key, 'label', sealed.subarray(0, length))).toBeNull();
    }
  });
});
