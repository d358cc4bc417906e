import { Revocations, revocationKeysOf, TOKEN_ALGORITHM } from '@acgs/access';
import { type AccessTokenClaims, AccessTokenClaimsSchema } from '@acgs/contracts';
import { revokeTokens } from '@acgs/database';
import { Inject, Injectable } from '@nestjs/common';
import { createLocalJWKSet, jwtVerify } from 'jose';
import type { Adapter, AdapterPayload } from 'oidc-provider';
import { DataSource } from 'typeorm';
import { AUTH_SETTINGS, type AuthSettings } from '../config.js';
import { SigningKeys } from '../signing-keys/signing-keys.js';
import { RecordsUnavailableError } from './oauth.errors.js';

/** Before a JWT where oidc-provider looks for a token that it keeps itself; no token of ours has such signs. */
const MARK = 'jwt:';
const JWT = /^[\w-]+\.[\w-]+\.[\w-]+$/;

/** oidc-provider refuses JWTs at some endpoints unseen; marked ones it looks up, here. */
export const markedToken = (token: string): string => (JWT.test(token) ? `${MARK}${token}` : token);

/** Access tokens are signed and not kept: they are verified where others are looked up, and revoked where others are deleted. */
@Injectable()
export class JwtAccessTokens {
  constructor(
    @Inject(AUTH_SETTINGS) private readonly settings: AuthSettings,
    private readonly keys: SigningKeys,
    private readonly revocations: Revocations,
    private readonly database: DataSource,
  ) {}

  /** Of the model `AccessToken` or `ClientCredentials`. @throws RecordsUnavailableError while it is not known what is revoked */
  adapter(model: string, others: Adapter): Adapter {
    return {
      find: (id) =>
        id.startsWith(MARK) ? this.find(model, id.slice(MARK.length)) : Promise.resolve(undefined),
      destroy: (jti) => this.revoke(jti),
      findByUid: (uid) => others.findByUid(uid),
      findByUserCode: (code) => others.findByUserCode(code),
      upsert: (...record) => others.upsert(...record),
      consume: (id) => others.consume(id),
      revokeByGrantId: (grantId) => others.revokeByGrantId(grantId),
    };
  }

  private async find(model: string, token: string): Promise<AdapterPayload | undefined> {
    const claims = await this.verify(token);
    if (claims === null || model !== (claims.principal === 'person' ? 'AccessToken' : 'ClientCredentials')) {
      return undefined;
    }
    if (!this.revocations.isConfirmed()) throw new RecordsUnavailableError();
    if (this.revocations.refuse(revocationKeysOf(claims), claims.iat)) return undefined;
    return payloadOf(model, claims);
  }

  private async verify(token: string): Promise<AccessTokenClaims | null> {
    try {
      const { payload } = await jwtVerify(token, createLocalJWKSet(this.keys.published()), {
        algorithms: [TOKEN_ALGORITHM],
        typ: 'at+jwt',
        issuer: this.settings.AUTH_ISSUER,
        audience: this.settings.AUTH_AUDIENCE,
      });
      return AccessTokenClaimsSchema.parse(payload);
    } catch {
      return null;
    }
  }

  private async revoke(jti: string): Promise<void> {
    try {
      await this.database.transaction((transaction) => revokeTokens(transaction, [`token:${jti}`]));
    } catch (cause) {
      throw new RecordsUnavailableError({ cause });
    }
  }
}

/** Without the grant: the token's end is not that of its family. */
function payloadOf(model: string, claims: AccessTokenClaims): AdapterPayload {
  const { tenant, roles, permissions, principal, acr, auth_time, act, gid, dlg } = claims;
  const { scope, aud } = claims as { scope?: string; aud?: string };
  return {
    kind: model,
    jti: claims.jti,
    iat: claims.iat,
    exp: claims.exp,
    clientId: claims.client_id,
    ...(principal === 'person' ? { accountId: claims.sub } : {}),
    ...(scope === undefined ? {} : { scope }),
    ...(aud === undefined ? {} : { aud }),
    ...(claims.cnf?.jkt ? { jkt: claims.cnf.jkt } : {}),
    extra: {
      ...withoutNull({ sub: claims.sub, tenant, roles, permissions, principal, acr, auth_time, act, gid }),
      ...(dlg.length > 0 ? { dlg } : {}),
    },
  };
}

const withoutNull = (claims: Readonly<Record<string, unknown>>): Record<string, unknown> =>
  Object.fromEntries(Object.entries(claims).filter(([, value]) => value !== null));
