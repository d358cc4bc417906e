import { DEFAULT_TENANT } from '@acgs/contracts';
import { revokeTokens } from '@acgs/database';
import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { SecurityEvents } from '../security-events/security-events.js';
import { OAuthRecordsRepository } from './oauth-records.repository.js';

/** Why a family ended: a code or token came a second time, or somebody asked for it. */
export type FamilyEnd = 'reuse' | 'revoked';

/** All codes and tokens that rest on one grant: what a person has allowed a client. */
@Injectable()
export class TokenFamilies {
  constructor(
    private readonly database: DataSource,
    private readonly records: OAuthRecordsRepository,
    private readonly events: SecurityEvents,
  ) {}

  /** Access tokens that are out are refused from now on, too. Does nothing to a family that has ended. */
  end(grantId: string, cause: FamilyEnd): Promise<void> {
    return this.database.transaction((transaction) => this.endWithin(transaction, grantId, cause));
  }

  private async endWithin(transaction: EntityManager, grantId: string, cause: FamilyEnd): Promise<void> {
    const grant = await this.records.deleteGrant(transaction, grantId);
    if (grant === null) return;
    const { tenant, accountId, clientId } = grant;
    const event = {
      tenant: tenant ?? DEFAULT_TENANT,
      kind: 'token-family-ended',
      subject: grantId,
      actor: null,
      detail: { cause, person: accountId, client: clientId },
    } as const;
    await this.events.record(event, transaction);
    await revokeTokens(transaction, [`grant:${grantId}`]);
  }
}
