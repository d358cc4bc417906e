import { importJWK, jwtVerify, SignJWT } from 'jose';
import { createSigningKey, publicPartOf } from './signing-key.js';

describe('a signing key', () => {
  it('signs what its public part verifies, and the public part cannot sign', async () => {
    const key = await createSigningKey();
    const publicPart = publicPartOf(key);
    expect(publicPart).not.toHaveProperty('d');
    const token = await new SignJWT({ sub: 'a' })
      .setProtectedHeader({ alg: key.alg })
      .sign(await importJWK(key));
    const { payload } = await jwtVerify(token, await importJWK(publicPart));
    expect(payload).toStrictEqual({ sub: 'a' });
  });

  it('is named by its RFC 7638 thumbprint, so that no two share a name', async () => {
    const [one, other] = await Promise.all([createSigningKey(), createSigningKey()]);
    expect(one.kid).toMatch(/^[\w-]{43}$/);
    expect(one.kid).not.toBe(other.kid);
  });
});
