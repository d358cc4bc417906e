import { type AccessTokenClaims, AccessTokenClaimsSchema, DomainError } from '@acgs/contracts';
import { Inject, Injectable } from '@nestjs/common';
import {
  createRemoteJWKSet,
  decodeJwt,
  errors,
  jwtVerify,
  type JWTVerifyGetKey,
  type JWTVerifyOptions,
} from 'jose';
import { KeySetUnavailableError, RevocationsUnknownError, TokenRejectedError } from './access.errors.js';
import { ACCESS_SETTINGS, type AccessSettings } from './access.variables.js';
import { ApiKeyExchange } from './api-key-exchange.js';
import { idOfApiKey, isApiKey } from './api-key.js';
import { bearerToken, isDpop } from './bearer-token.js';
import type { CallerIdentity } from './caller-identity.js';
import { callerOf } from './caller-of-claims.js';
import { revocationKeysOf } from './revocation-key.js';
import { Revocations } from './revocations.js';
import { TokenCache, type VerifiedToken } from './token-cache.js';

/** With tokens of 700 characters about 10 MB, and 3 MB more to know by which keys they are revoked. */
const TOKENS_KEPT = 10_000;
/**
 * For a key that is not in it the key set is read anew, but not more often than the cooldown. With the two seconds in which
 * each process of auth-service learns of a new key, that is less than the five for which one is published before it signs.
 */
const KEY_SET = { timeoutDuration: 3000, cooldownDuration: 2000, cacheMaxAge: 600_000 };

/** The one algorithm that auth-service signs with. */
export const TOKEN_ALGORITHM = 'ES256';

@Injectable()
export class TokenVerifier {
  private readonly cache = new TokenCache(TOKENS_KEPT);
  private readonly keys: JWTVerifyGetKey;
  private readonly options: JWTVerifyOptions;

  constructor(
    @Inject(ACCESS_SETTINGS) settings: AccessSettings,
    private readonly revocations: Revocations,
    private readonly apiKeys: ApiKeyExchange,
  ) {
    revocations.listen((keys) => {
      this.cache.forget(keys, (token) => this.isRevoked(token));
    });
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
   * O(1) and without I/O, in 1 to 2 µs: the header is not even parsed. What was revoked is not in the map any more.
   */
  known(authorization: string): CallerIdentity | null {
    const now = Date.now();
    return now > this.revocations.passUntil ? null : this.cache.get(authorization, now);
  }

  /**
   * Verifies the JWT access token (RFC 9068, section 4) of an `Authorization` header, or that for which its API key is
   * exchanged, and remembers it by the header's usual spelling, so that no token is kept twice. What can be refused
   * without its signature is.
   *
   * @param enter called right before the signature is verified or the key exchanged; what it gives, when the token turned
   *   out good or bad
   * @throws TokenRequiredError when there is none
   * @throws TokenRejectedError for every token that is not accepted
   * @throws KeySetUnavailableError when the keys can't be had
   * @throws ApiKeysUnavailableError when auth-service does not answer
   * @throws RevocationsUnknownError when it was not known for five seconds whether there are new revocations
   */
  async verify(authorization: string, enter: () => (hasFailed: boolean) => void): Promise<CallerIdentity> {
    const token = bearerToken(authorization);
    const claims = isApiKey(token) ? await this.claimsOfKey(token, enter) : await this.claimsOf(token, enter);
    const verified = {
      caller: callerOf(claims),
      revocationKeys: revocationKeysOf(claims),
      issuedAt: claims.iat,
    };
    if (!this.revocations.isConfirmed()) throw new RevocationsUnknownError();
    if (this.isRevoked(verified)) throw new TokenRejectedError();
    this.cache.set(`${isDpop(authorization) ? 'DPoP' : 'Bearer'} ${token}`, verified);
    return verified.caller;
  }

  private isRevoked({ revocationKeys, issuedAt }: VerifiedToken): boolean {
    return this.revocations.refuse(revocationKeys, issuedAt);
  }

  /** The token that stands for a key is verified as every other one. */
  private async claimsOfKey(
    key: string,
    enter: () => (hasFailed: boolean) => void,
  ): Promise<AccessTokenClaims> {
    const end = idOfApiKey(key) === null ? () => undefined : enter();
    let hasFailed = true;
    try {
      const token = await this.apiKeys.tokenFor(key);
      hasFailed = false;
      return await this.claimsOf(token, () => () => undefined);
    } catch (error) {
      hasFailed = error instanceof TokenRejectedError;
      throw error;
    } finally {
      end(hasFailed);
    }
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
