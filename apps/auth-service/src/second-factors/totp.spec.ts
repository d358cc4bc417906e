import fc from 'fast-check';
import { Secret } from 'otpauth';
import { newTotpSecret, totpAddress, totpStep } from './totp.js';

/** RFC 6238, appendix B, for SHA-1; of their eight digits the last six. */
const VECTORS: readonly [seconds: number, code: string][] = [
  [59, '94287082'],
  [1_111_111_109, '07081804'],
  [1_111_111_111, '14050471'],
  [1_234_567_890, '89005924'],
  [2_000_000_000, '69279037'],
  [20_000_000_000, '65353130'],
];
const RFC_SECRET = Secret.fromLatin1('12345678901234567890').base32;

describe('codes by time', () => {
  it.each(VECTORS)('are those of the RFC at %i s', (seconds, code) => {
    expect(totpStep(RFC_SECRET, code.slice(2), seconds * 1000)).toBe(Math.floor(seconds / 30));
  });

  it.each(VECTORS)('of %i s hold for one step before and after, and tell their own', (seconds, code) => {
    const step = Math.floor(seconds / 30);
    const at = (distance: number): number | null =>
      totpStep(RFC_SECRET, code.slice(2), (step + distance) * 30_000 + 15_000);
    expect([-2, -1, 0, 1, 2].map(at)).toStrictEqual([null, step, step, step, null]);
  });

  it('are nothing but six digits', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        fc.pre(!/^\d{6}$/.test(text));
        expect(totpStep(RFC_SECRET, text, 59_000)).toBeNull();
      }),
    );
  });

  it('come from a secret of 160 bits that apps can read', () => {
    const secret = newTotpSecret();
    expect(secret).toMatch(/^[A-Z2-7]{32}$/);
    expect(newTotpSecret()).not.toBe(secret);
    const address = new URL(totpAddress(secret, 'ada@example.com'));
    expect(address.href).toMatch(/^otpauth:\/\/totp\/ACGS:ada%40example\.com\?/);
    expect(address.searchParams.get('secret')).toBe(secret);
  });
});
