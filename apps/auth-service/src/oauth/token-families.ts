import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { OAuthRecordsRepository } from './oauth-records.repository.js';

/** All codes and tokens that rest on one grant: what a person has allowed a client. */
@Injectable()
export class TokenFamilies {
  constructor(
    private readonly database: DataSource,
    private readonly records: OAuthRecordsRepository,
  ) {}

  /** Does nothing to one that has ended. */
  async end(grantId: string): Promise<void> {
    await this.database.transaction(async (manager) => {
      await this.records.deleteGrant(manager, grantId);
    });
  }
}
