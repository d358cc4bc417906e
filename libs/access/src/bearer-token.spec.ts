import fc from 'fast-check';
import { TokenRejectedError, TokenRequiredError } from './access.errors.js';
import { bearerToken } from './bearer-token.js';

const refusalOf = (authorization: string): unknown => {
  try {
    return bearerToken(authorization);
  } catch (error) {
    return error;
  }
};

describe('bearerToken', () => {
  it.each(['Bearer a.b-c_d', 'bearer a.b-c_d', 'BEARER   a.b-c_d'])('takes the token out of %j', (header) => {
    expect(bearerToken(header)).toBe('a.b-c_d');
  });

  it.each(['', 'Basic YTpi', 'Bearers a', 'a.b.c'])('asks for a token when there is %j', (header) => {
    expect(refusalOf(header)).toBeInstanceOf(TokenRequiredError);
  });

  it.each([
    'Bearer',
    'Bearer ',
    'Bearer a b',
    'Bearer a,b',
    'Bearer "a"',
    'Bearer a=b',
    `Bearer ${'a'.repeat(8192)}`,
  ])('refuses %j', (header) => {
    expect(refusalOf(header)).toBeInstanceOf(TokenRejectedError);
  });

  it('gives a token of its alphabet, or refuses, whatever the header', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (rest) => {
        const result = refusalOf(`Bearer ${rest}`);
        const token = typeof result === 'string' ? result : 'refused';
        expect(token).toMatch(/^[A-Za-z0-9\-._~+/]+=*$/);
        expect(typeof result === 'string' || result instanceof TokenRejectedError).toBe(true);
      }),
    );
  });
});
