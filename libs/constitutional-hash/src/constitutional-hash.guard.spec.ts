import fc from 'fast-check';
import { CONSTITUTIONAL_HASH } from './constitutional-hash.js';
import {
  ConstitutionalHashMismatchError,
  ConstitutionalHashRequiredError,
} from './constitutional-hash.errors.js';
import { addConstitutionalHash, requireConstitutionalHash } from './constitutional-hash.guard.js';

describe('requireConstitutionalHash', () => {
  it('accepts the hash itself', () => {
    expect(() => {
      requireConstitutionalHash(CONSTITUTIONAL_HASH);
    }).not.toThrow();
  });

  it.each([undefined, ''])('asks for the header when it is %p', (value) => {
    expect(() => {
      requireConstitutionalHash(value);
    }).toThrow(ConstitutionalHashRequiredError);
  });

  it.each([CONSTITUTIONAL_HASH.toUpperCase(), ` ${CONSTITUTIONAL_HASH}`, `${CONSTITUTIONAL_HASH}0`])(
    'refuses %p',
    (value) => {
      expect(() => {
        requireConstitutionalHash(value);
      }).toThrow(ConstitutionalHashMismatchError);
    },
  );

  it('refuses every other text, and the header given twice', () => {
    const others = fc.string({ minLength: 1 }).filter((text) => text !== CONSTITUTIONAL_HASH);
    fc.assert(
      fc.property(others, (text) => {
        expect(() => {
          requireConstitutionalHash(text);
        }).toThrow(ConstitutionalHashMismatchError);
      }),
    );
    expect(() => {
      requireConstitutionalHash([CONSTITUTIONAL_HASH, CONSTITUTIONAL_HASH]);
    }).toThrow(ConstitutionalHashMismatchError);
  });

  it('names the header and the hash in what it throws', () => {
    expect(new ConstitutionalHashRequiredError().details.extensions).toStrictEqual({
      header: 'X-Constitutional-Hash',
      expected: 'cdd01ef066bc6cf2',
    });
  });
});

describe('addConstitutionalHash', () => {
  const header = 'x-constitutional-hash';

  it.each([{}, { [header]: '' }])('adds what is missing in %j, where it may', (given) => {
    const headers = { ...given };
    addConstitutionalHash(headers, true);
    expect(headers).toStrictEqual({ [header]: CONSTITUTIONAL_HASH });
    expect(() => {
      addConstitutionalHash({ ...given }, false);
    }).toThrow(ConstitutionalHashRequiredError);
  });

  it.each([true, false])('never replaces another hash (may be added: %s)', (mayBeAdded) => {
    const headers = { [header]: 'cdd01ef066bc6cf3' };
    expect(() => {
      addConstitutionalHash(headers, mayBeAdded);
    }).toThrow(ConstitutionalHashMismatchError);
    expect(headers).toStrictEqual({ [header]: 'cdd01ef066bc6cf3' });
  });
});
