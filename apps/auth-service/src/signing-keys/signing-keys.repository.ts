import { CONSTITUTIONAL_HASH } from '@acgs/constitutional-hash';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';

/** What the one key for access tokens is kept under. */
const PURPOSE = 'access-tokens';

export interface SigningKeyRow {
  readonly kid: string;
  readonly sealed_key: Buffer;
}

@Injectable()
export class SigningKeysRepository {
  constructor(private readonly database: DataSource) {}

  async find(): Promise<SigningKeyRow | null> {
    const [row] = await this.database.query<SigningKeyRow[]>(
      'SELECT kid, sealed_key FROM auth_service.signing_keys WHERE purpose = $1',
      [PURPOSE],
    );
    return row ?? null;
  }

  /** Does nothing when there is one already: of several processes the first wins. */
  async insertFirst({ kid, sealed_key }: SigningKeyRow): Promise<void> {
    await this.database.query(
      `INSERT INTO auth_service.signing_keys (purpose, kid, sealed_key, constitutional_hash)
       VALUES ($1, $2, $3, $4) ON CONFLICT (purpose) DO NOTHING`,
      [PURPOSE, kid, sealed_key, CONSTITUTIONAL_HASH],
    );
  }
}
