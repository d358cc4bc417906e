import { DEFAULT_TENANT, type Role } from '@acgs/contracts';
import { type CryptoKey, exportJWK, generateKeyPair, SignJWT } from 'jose';
import { createServer, type Server } from 'node:http';
import { listen, type Listening } from './listening.js';

const ISSUER = 'http://issuer.test';
const AUDIENCE = 'urn:acgs:api';

/** Stands for auth-service where it is not the subject: a key set over HTTP and tokens of any kind. */
export class TokenIssuer {
  private constructor(
    private readonly key: CryptoKey,
    private readonly server: Listening,
  ) {}

  static async start(): Promise<TokenIssuer> {
    const { privateKey, publicKey } = await generateKeyPair('ES256');
    const jwk = { ...(await exportJWK(publicKey)), kid: 'test', use: 'sig', alg: 'ES256' };
    const server: Server = createServer((_request, response) => {
      response.setHeader('Content-Type', 'application/json').end(JSON.stringify({ keys: [jwk] }));
    });
    return new TokenIssuer(privateKey, await listen(server));
  }

  /** What a service needs to accept these tokens. */
  get environment(): Record<string, string> {
    return { AUTH_ISSUER: ISSUER, AUTH_JWKS_URL: this.server.url, AUTH_AUDIENCE: AUDIENCE };
  }

  /** The value of an `Authorization` header; `expiresAt` in seconds since the epoch. */
  bearer(role: Role, expiresAt = Math.floor(Date.now() / 1000) + 600, subject = 'test'): Promise<string> {
    return new SignJWT({ client_id: 'test', tenant: DEFAULT_TENANT, roles: [role], permissions: [] })
      .setProtectedHeader({ alg: 'ES256', typ: 'at+jwt', kid: 'test' })
      .setIssuer(ISSUER)
      .setAudience(AUDIENCE)
      .setSubject(subject)
      .setJti('test')
      .setIssuedAt()
      .setExpirationTime(expiresAt)
      .sign(this.key)
      .then((token) => `Bearer ${token}`);
  }

  close(): Promise<void> {
    return this.server.close();
  }
}
