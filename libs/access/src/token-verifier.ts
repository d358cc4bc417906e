import { type AccessTokenClaims, AccessTokenClaimsSchema, ROLE_PERMISSIONS } from '@acgs/contracts';
import { Inject, Injectable } from '@nestjs/common';
import { createRemoteJWKSet, errors, jwtVerify, type JWTVerifyGetKey, type JWTVerifyOptions } from 'jose';
import { KeySetUnavailableError, TokenRejectedError } from './access.errors.js';
import { ACCESS_SETTINGS, type AccessSettings } from './access.variables.js';
import { bearerToken } from './bearer-token.js';
import type { CallerIdentity } from './caller-identity.js';
import { TokenCache } from './token-cache.js';

/** With tokens of 700 characters about 10 MB. */
const TOKENS_KEPT = 10_000;
const KEY_SET = { timeoutDuration: 3000, cooldownDuration: 10_000, cacheMaxAge: 600_000 };

/** The one algorithm that auth-service signs with. */
export const TOKEN_ALGORITHM = 'ES256';

@Injectable()
export class TokenVerifier {
  private readonly cache = new TokenCache(TOKENS_KEPT);
  private readonly keys: JWTVerifyGetKey;
  private readonly options: JWTVerifyOptions;

  constructor(@Inject(ACCESS_SETTINGS) settings: AccessSettings) {
    this.keys = remoteKeys(new URL(settings.AUTH_JWKS_URL));
    this.options = {
      algorithms: [TOKEN_ALGORITHM],
      typ: 'at+jwt',
      issuer: settings.AUTH_ISSUER,
      audience: settings.AUTH_AUDIENCE,
      requiredClaims: ['sub', 'exp', 'iat', 'jti', 'client_id'],
      clockTolerance: 0,
    };
  }

  /**
   * The caller by an `Authorization` header that was verified before; null for every other one.
   *
   * O(1) and without I/O, in 1 to 2 µs: the header is not even parsed.
   */
  known(authorization: string): CallerIdentity | null {
    return this.cache.get(authorization, Date.now());
  }

  /**
   * Verifies the JWT access token (RFC 9068, section 4) of an `Authorization` header and remembers it by the
   * header's usual spelling, so that no token is kept twice.
   *
   * @throws TokenRequiredError when there is none
   * @throws TokenRejectedError for every token that is not accepted
   * @throws KeySetUnavailableError when the keys can't be had
   */
  async verify(authorization: string): Promise<CallerIdentity> {
    const token = bearerToken(authorization);
    const caller = callerOf(await this.claimsOf(token));
    this.cache.set(`Bearer ${token}`, caller);
    return caller;
  }

  private async claimsOf(token: string): Promise<AccessTokenClaims> {
    const payload = await this.payloadOf(token);
    const claims = AccessTokenClaimsSchema.safeParse(payload);
    if (!claims.success) throw new TokenRejectedError();
    return claims.data;
  }

  private async payloadOf(token: string): Promise<unknown> {
    try {
      const { payload } = await jwtVerify(token, this.keys, this.options);
      return payload;
    } catch (error) {
      throw error instanceof KeySetUnavailableError ? error : new TokenRejectedError();
    }
  }
}

/** Tells "there is no such key" from "the keys could not be fetched": the caller is at fault in the first case alone. */
function remoteKeys(url: URL): JWTVerifyGetKey {
  const keys = createRemoteJWKSet(url, KEY_SET);
  return async (header, token) => {
    try {
      return await keys(header, token);
    } catch (error) {
      if (isFaultOfToken(error)) throw error;
      throw new KeySetUnavailableError(error);
    }
  };
}

const isFaultOfToken = (error: unknown): boolean =>
  error instanceof errors.JWKSNoMatchingKey ||
  error instanceof errors.JWKSMultipleMatchingKeys ||
  error instanceof errors.JOSENotSupported;

function callerOf(claims: AccessTokenClaims): CallerIdentity {
  const ofRoles = claims.roles.flatMap((role) => ROLE_PERMISSIONS[role]);
  return {
    subject: claims.sub,
    tenant: claims.tenant,
    roles: claims.roles,
    permissions: new Set([...ofRoles, ...claims.permissions]),
    expiresAt: claims.exp,
  };
}
