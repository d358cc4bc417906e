import { randomBytes } from 'node:crypto';
import { hashOfSecret, matchesSecret } from './client-secret.js';

describe('matchesSecret', () => {
  const secret = randomBytes(32).toString('base64url');

  it('knows the secret of a hash', () => {
    expect(matchesSecret(hashOfSecret(secret), secret)).toBe(true);
  });

  it.each(['', secret.slice(1), `${secret} `, secret.toUpperCase(), hashOfSecret(secret).toString('hex')])(
    'refuses every other text',
    (other) => {
      expect(matchesSecret(hashOfSecret(secret), other)).toBe(false);
    },
  );
});
