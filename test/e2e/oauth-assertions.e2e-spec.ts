import { calculateJwkThumbprint, type CryptoKey, exportJWK, generateKeyPair, type JWK, SignJWT } from 'jose';
import { createSecretKey, randomUUID } from 'node:crypto';
import { AuthorizationSuite, type Granted } from '../support/authorization.js';

const TYPE = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer';
const now = (): number => Math.floor(Date.now() / 1000);

describe('a client that signs assertions (RFC 7523)', () => {
  let suite: AuthorizationSuite;
  let privateKey: CryptoKey;
  let jwk: JWK;

  beforeAll(async () => {
    const pair = await generateKeyPair('ES256');
    privateKey = pair.privateKey;
    jwk = await exportJWK(pair.publicKey);
    jwk = { ...jwk, kid: await calculateJwkThumbprint(jwk) };
    suite = await AuthorizationSuite.start({}, [
      { id: 'signer', jwks: { keys: [jwk] }, roles: ['auditor'] },
      { id: 'other', jwks: { keys: [jwk] }, roles: ['admin'] },
      { id: 'secretive', secret: 'x'.repeat(43), roles: ['admin'] },
    ]);
  });

  afterAll(async () => {
    await suite.close();
  });

  const claims = (): Record<string, unknown> => ({
    iss: 'signer',
    sub: 'signer',
    aud: suite.url,
    jti: randomUUID(),
    iat: now(),
    exp: now() + 60,
  });

  const sign = (
    more: Record<string, unknown> = {},
    header: Record<string, unknown> = {},
    key: CryptoKey | ReturnType<typeof createSecretKey> = privateKey,
  ): Promise<string> =>
    new SignJWT({ ...claims(), ...more })
      .setProtectedHeader({ alg: 'ES256', kid: String(jwk.kid), ...header })
      .sign(key);

  const ask = (client_assertion: string, more: Record<string, string> = {}): Promise<Granted> =>
    suite.post('token', {
      grant_type: 'client_credentials',
      client_assertion_type: TYPE,
      client_assertion,
      ...more,
    });

  it('gets a token, once for each assertion', async () => {
    const assertion = await sign();
    expect((await ask(assertion)).status).toBe(200);
    const again = await ask(assertion);
    expect([again.status, again.body.error]).toStrictEqual([401, 'invalid_client']);
  });

  it('gets one token for 20 uses of an assertion at the same time', async () => {
    const assertion = await sign();
    const answers = await Promise.all(Array.from({ length: 20 }, () => ask(assertion)));
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
  });

  it('may name the token endpoint as the audience, too', async () => {
    expect((await ask(await sign({ aud: `${suite.url}/api/v1/oauth/token` }))).status).toBe(200);
  });

  it.each<[string, Record<string, unknown>]>([
    ['for another server', { aud: 'https://evil.test' }],
    ['of another issuer', { iss: 'other' }],
    ['for another client', { sub: 'other' }],
    ['for a client with a secret', { iss: 'secretive', sub: 'secretive' }],
    ['without an id', { jti: undefined }],
    ['without an end', { exp: undefined }],
    ['that has expired', { exp: now() - 60 }],
    ['that lives for a day', { exp: now() + 86_400 }],
    ['that is not good yet', { nbf: now() + 600 }],
  ])('is refused with an assertion %s', async (_, more) => {
    const answer = await ask(await sign(more));
    expect([answer.status, answer.body.error]).toStrictEqual([401, 'invalid_client']);
  });

  it('is refused with the key of a stranger, however it is brought along', async () => {
    const stranger = await generateKeyPair('ES256');
    const strange = await exportJWK(stranger.publicKey);
    for (const header of [
      {},
      { jwk: strange },
      { jku: 'https://evil.test/keys' },
      { x5u: 'https://evil.test/x' },
    ]) {
      expect((await ask(await sign({}, header, stranger.privateKey))).status).toBe(401);
    }
  });

  it('is refused with a signature that its public key makes as a secret, and with none', async () => {
    for (const secret of [JSON.stringify(jwk), String(jwk.x)]) {
      const key = createSecretKey(Buffer.from(secret.padEnd(32)));
      expect((await ask(await sign({}, { alg: 'HS256' }, key))).status).toBe(401);
    }
    const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');
    expect((await ask(`${part({ alg: 'none' })}.${part(claims())}.`)).status).toBe(401);
  });

  it('is refused with a secret beside the assertion, and with a secret alone', async () => {
    expect((await ask(await sign(), { client_secret: 'x' })).status).toBe(400);
    const form = { grant_type: 'client_credentials', client_id: 'signer', client_secret: 'x'.repeat(43) };
    expect((await suite.post('token', form)).status).toBe(401);
  });
});
