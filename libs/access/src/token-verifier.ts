import {
  type AccessTokenClaims,
  AccessTokenClaimsSchema,
  DomainError,
  ROLE_PERMISSIONS,
} from '@acgs/contracts';
import { Inject, Injectable } from '@nestjs/common';
import {
  createRemoteJWKSet,
  decodeJwt,
  errors,
  jwtVerify,
  type JWTVerifyGetKey,
  type JWTVerifyOptions,
} from 'jose';
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
   * header's usual spelling, so that no token is kept twice. What can be refused without its signature is.
   *
   * @param enter called right before the signature is verified; what it gives, when the token turned out good or bad
   * @throws TokenRequiredError when there is none
   * @throws TokenRejectedError for every token that is not accepted
   * @throws KeySetUnavailableError when the keys can't be had
   */
  async verify(authorization: string, enter: () => (hasFailed: boolean) => void): Promise<CallerIdentity> {
    const token = bearerToken(authorization);
    const caller = callerOf(await this.claimsOf(token, enter));
    this.cache.set(`Bearer ${token}`, caller);
    return caller;
  }

  private async claimsOf(
    token: string,
    enter: () => (hasFailed: boolean) => void,
  ): Promise<AccessTokenClaims> {
    let end: (hasFailed: boolean) => void = () => undefined;
    const keys: JWTVerifyGetKey = async (header, parts) => {
      const key = await this.keys(header, parts);
      end = enter();
      return key;
    };
    let hasFailed = true;
    try {
      refuseExpired(token);
      const { payload } = await jwtVerify(token, keys, this.options);
      const claims = AccessTokenClaimsSchema.parse(payload);
      hasFailed = false;
      return claims;
    } catch (error) {
      throw error instanceof DomainError ? error : new TokenRejectedError();
    } finally {
      end(hasFailed);
    }
  }
}

/** An expired token is refused whether or not its signature is good. */
function refuseExpired(token: string): void {
  const { exp } = decodeJwt(token);
  if (exp !== undefined && exp <= Date.now() / 1000) throw new TokenRejectedError();
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
