import { revokeTokens } from '@acgs/database';
import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { AUTH_SETTINGS, type AuthSettings } from '../config.js';
import { Grants } from '../oauth/grants.js';
import { type SessionRow, SessionsRepository } from './sessions.repository.js';

export interface Person {
  readonly tenant: string;
  readonly id: string;
}

/** How sessions end before their time, with all that rests on them. To be called last in a transaction. */
@Injectable()
export class SessionEndings {
  constructor(
    private readonly sessions: SessionsRepository,
    private readonly grants: Grants,
    @Inject(AUTH_SETTINGS) private readonly settings: AuthSettings,
  ) {}

  /** Every session of a person but perhaps one, and every token. */
  async endAllOf(
    { tenant, id }: Person,
    transaction: EntityManager,
    exceptSessionId: string | null = null,
  ): Promise<void> {
    const ended = await this.sessions.deleteAllOf(tenant, id, exceptSessionId, transaction);
    if (exceptSessionId === null) await this.grants.endAllOf(id, transaction);
    else
      for (const { oauthUid, grantIds } of ended)
        await this.grants.endSession(oauthUid, grantIds, transaction);
    await this.revokeTokensOf(id, transaction);
  }

  /** What clients were allowed in a session, with the tokens that rest on it. */
  async endGrantsOf({ oauthUid, grantIds }: SessionRow, transaction: EntityManager): Promise<void> {
    await this.grants.endSession(oauthUid, grantIds, transaction);
    const keys = grantIds.map((id) => `grant:${id}` as const);
    await revokeTokens(transaction, keys, this.lastTokenExpires());
  }

  revokeTokensOf(userId: string, transaction: EntityManager): Promise<void> {
    return revokeTokens(transaction, [`sub:${userId}`], this.lastTokenExpires());
  }

  private lastTokenExpires(): Date {
    return new Date(Date.now() + this.settings.ACCESS_TOKEN_TTL_SECONDS * 1000);
  }
}
