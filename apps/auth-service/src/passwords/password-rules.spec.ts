import fc from 'fast-check';
import { COMMON_PASSWORDS } from './common-passwords.js';
import { LEAKED_PASSWORDS } from './leaked-passwords.js';
import { passwordFault } from './password-rules.js';

const person = { email: 'ada.lovelace@example.com', name: 'Ada Lovelace' };
const GUESSED = 'This password is among the first that are guessed. Use another one.';

describe('the rules for passwords', () => {
  it.each([
    ['eleven-char', 'Use at least 12 characters.'],
    ['🔑'.repeat(11), 'Use at least 12 characters.'],
    ['x y'.repeat(86), 'Use at most 256 characters.'],
    ['Ada.Lovelace@Example.com', 'Use something else than your e-mail address or your name.'],
    ['ada.lovelace', 'Use something else than your e-mail address or your name.'],
    ['ADA LOVELACE', 'Use something else than your e-mail address or your name.'],
    ['Password1234', GUESSED],
    ['correct horse battery staple', GUESSED],
    ['1qaz2wsx3edc', GUESSED],
    ['SonyEricsson', GUESSED],
    ['aaaaaaaaaaaa', GUESSED],
    ['abcdabcdabcda', GUESSED],
    ['123456789012', GUESSED],
    ['nmlkjihgfedcba', GUESSED],
  ])('refuse %j', (password, fault) => {
    expect(passwordFault(password, person)).toBe(fault);
  });

  it.each([
    'twelve chars',
    'nur kleine buchstaben',
    '🔑🗝️ hinter der Tür links',
    '4815 1623 4211',
    'x'.repeat(240) + ' and more',
  ])('ask for no composition: %j is fine', (password) => {
    expect(passwordFault(password, person)).toBeNull();
  });

  it('have a list of more than the 3000 commonest that are long enough', () => {
    expect(new Set(LEAKED_PASSWORDS).size).toBe(5000);
    expect(COMMON_PASSWORDS.size).toBeGreaterThan(5000);
  });

  it('refuse all of the list, in any case, and it has nothing that is refused for its length anyway', () => {
    fc.assert(
      fc.property(fc.constantFrom(...COMMON_PASSWORDS), fc.boolean(), (password, upper) => {
        expect(passwordFault(upper ? password.toUpperCase() : password, person)).toBe(GUESSED);
      }),
      { numRuns: 1000 },
    );
  });
});
