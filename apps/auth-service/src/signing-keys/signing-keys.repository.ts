import { CONSTITUTIONAL_HASH } from '@acgs/constitutional-hash';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { SigningKeyEntity } from './signing-key.entity.js';

/** What the one key for access tokens is kept under. */
const PURPOSE = 'access-tokens';

export type SealedKey = Pick<SigningKeyEntity, 'kid' | 'sealedKey'>;

@Injectable()
export class SigningKeysRepository {
  constructor(private readonly database: DataSource) {}

  find(): Promise<SealedKey | null> {
    return this.database.manager.findOneBy(SigningKeyEntity, { purpose: PURPOSE });
  }

  /** Does nothing when there is one already: of several processes the first wins. */
  async insertFirst({ kid, sealedKey }: SealedKey): Promise<void> {
    await this.database.query(
      `INSERT INTO auth_service.signing_keys (purpose, kid, sealed_key, constitutional_hash)
       VALUES ($1, $2, $3, $4) ON CONFLICT (purpose) DO NOTHING`,
      [PURPOSE, kid, sealedKey, CONSTITUTIONAL_HASH],
    );
  }
}
