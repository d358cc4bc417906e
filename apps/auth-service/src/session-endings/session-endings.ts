import { revokeTokens } from '@acgs/database';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Grants } from '../oauth/grants.js';
import { type SessionRow, SessionsRepository } from '../session-records/sessions.repository.js';

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
  ) {}

  /** Every session of a person but perhaps one, and all that clients were allowed, with every token: in the one, too. */
  async endAllOf(
    { tenant, id }: Person,
    transaction: EntityManager,
    exceptSessionId: string | null = null,
  ): Promise<void> {
    await this.sessions.deleteAllOf(tenant, id, exceptSessionId, transaction);
    await this.grants.endAllOf(id, transaction);
  }

  /** Every session of a person but one, and all that clients were allowed elsewhere, whether or not a session knows of it. */
  async endOthersOf({ tenant, id }: Person, keptId: string, transaction: EntityManager): Promise<void> {
    const kept = await this.sessions.locked(tenant, id, keptId, transaction);
    await this.sessions.deleteAllOf(tenant, id, keptId, transaction);
    await this.grants.endAllOf(id, transaction, kept ?? undefined);
  }

  /** What clients were allowed in a session, with the tokens that rest on it. */
  async endGrantsOf({ oauthUid, grantIds }: SessionRow, transaction: EntityManager): Promise<void> {
    await this.grants.endSession(oauthUid, grantIds, transaction);
    const keys = grantIds.map((id) => `grant:${id}` as const);
    await revokeTokens(transaction, keys);
  }

  revokeTokensOf(userId: string, transaction: EntityManager): Promise<void> {
    return revokeTokens(transaction, [`sub:${userId}`]);
  }
}
