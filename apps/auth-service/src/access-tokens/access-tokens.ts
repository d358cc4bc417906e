import { TOKEN_ALGORITHM } from '@acgs/access';
import type { ActorClaim, Permission } from '@acgs/contracts';
import { Inject, Injectable } from '@nestjs/common';
import { importJWK, SignJWT } from 'jose';
import { randomUUID } from 'node:crypto';
import { AUTH_SETTINGS, type AuthSettings } from '../config.js';
import { SigningKeys } from '../signing-keys/signing-keys.js';

/** A token with no more rights than `permissions`: it names no roles. */
export interface NarrowedToken {
  readonly subject: string;
  readonly principal: 'person' | 'client';
  /** Whether an agent acts with it. */
  readonly agent: boolean;
  readonly clientId: string;
  readonly tenant: string;
  readonly permissions: readonly Permission[];
  /** The grant or API key that it rests on. */
  readonly grantId: string | null;
  readonly act?: ActorClaim;
  readonly delegations?: readonly string[];
  /** Thumbprint of the key that it is bound to (RFC 9449). */
  readonly jkt?: string | undefined;
  /** Seconds since 1970. */
  readonly expiresAt: number;
}

/** Signs the JWT access tokens (RFC 9068) of grants that the authorization server itself has not got. */
@Injectable()
export class AccessTokens {
  constructor(
    private readonly keys: SigningKeys,
    @Inject(AUTH_SETTINGS) private readonly settings: AuthSettings,
  ) {}

  async sign(token: NarrowedToken): Promise<string> {
    const { settings } = this;
    const key = this.keys.current();
    return new SignJWT(claimsOf(token))
      .setProtectedHeader({ alg: TOKEN_ALGORITHM, typ: 'at+jwt', kid: key.kid })
      .setIssuer(settings.AUTH_ISSUER)
      .setAudience(settings.AUTH_AUDIENCE)
      .setSubject(token.subject)
      .setJti(randomUUID())
      .setIssuedAt()
      .setExpirationTime(token.expiresAt)
      .sign(await importJWK(key));
  }
}

const claimsOf = ({ act, delegations, jkt, grantId, ...token }: NarrowedToken): Record<string, unknown> => ({
  client_id: token.clientId,
  tenant: token.tenant,
  principal: token.principal,
  agent: token.agent,
  roles: [],
  permissions: token.permissions,
  scope: token.permissions.join(' '),
  ...(grantId === null ? {} : { gid: grantId }),
  ...(act === undefined ? {} : { act }),
  ...(delegations === undefined ? {} : { dlg: delegations }),
  ...(jkt === undefined ? {} : { cnf: { jkt } }),
});
