import { revokeTokens } from '@acgs/database';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { type KeptSession, OAuthRecordsRepository } from './oauth-records.repository.js';

/** What people have allowed, and where they are signed in. */
@Injectable()
export class Grants {
  constructor(private readonly records: OAuthRecordsRepository) {}

  /**
   * Signs a person out everywhere but perhaps in one place, and ends every access token that was given for that person. In the
   * caller's transaction, and to be called last in it.
   */
  async endAllOf(
    accountId: string,
    transaction: EntityManager,
    kept: KeptSession = { oauthUid: null, grantIds: [] },
  ): Promise<void> {
    await this.records.deleteOfAccount(transaction, accountId, kept);
    await revokeTokens(transaction, [`sub:${accountId}`]);
  }

  /** A client that is none any more, with every token that was given to it. As `endAllOf`, to be called last. */
  async endAllOfClient(clientId: string, transaction: EntityManager): Promise<void> {
    await this.records.deleteOfClient(transaction, clientId);
    const keys = [`sub:${clientId}`, `client:${clientId}`] as const;
    await revokeTokens(transaction, keys, 'for-good');
  }

  /** Those of them that have not ended. */
  living(grantIds: readonly string[], transaction: EntityManager): Promise<string[]> {
    return this.records.living(grantIds, transaction);
  }

  /** One session of oidc-provider, with what was allowed in it. In the caller's transaction. */
  async endSession(uid: string | null, grantIds: readonly string[], manager: EntityManager): Promise<void> {
    for (const grantId of grantIds) await this.records.deleteGrant(manager, grantId);
    if (uid !== null) await this.records.deleteSession(uid, manager);
  }
}
