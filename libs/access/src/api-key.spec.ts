import fc from 'fast-check';
import { idOfApiKey, isApiKey, newApiKey } from './api-key.js';

const DIGITS = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';

describe('an API key', () => {
  it('names its id, and looks as scanners are told', () => {
    fc.assert(
      fc.property(fc.uuid(), (id) => {
        const key = newApiKey(id);
        expect(key).toMatch(/^acgs_[0-9A-Za-z]{22}_[0-9A-Za-z]{49}$/);
        expect(isApiKey(key)).toBe(true);
        expect(idOfApiKey(key)).toBe(id);
      }),
    );
  });

  it('is another one each time', () => {
    const id = '01990b5e-0000-7c3a-9f5e-6d1f0a2b3c4d';
    expect(newApiKey(id)).not.toBe(newApiKey(id));
  });

  it('with any one character that is another is none', () => {
    const key = newApiKey('01990b5e-0000-7c3a-9f5e-6d1f0a2b3c4d');
    fc.assert(
      fc.property(fc.nat(key.length - 1), fc.constantFrom(...Array.from(DIGITS)), (place, digit) => {
        fc.pre(key[place] !== digit);
        expect(idOfApiKey(key.slice(0, place) + digit + key.slice(place + 1))).toBeNull();
      }),
    );
  });

  it.each(['', 'acgs_', 'acgs_1_2', 'a.b.c', `${newApiKey('01990b5e-0000-7c3a-9f5e-6d1f0a2b3c4d')}x`])(
    'is not %j',
    (text) => {
      expect(idOfApiKey(text)).toBeNull();
    },
  );
});
