import { CONSTITUTIONAL_HASH } from '@acgs/constitutional-hash';
import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';

export const RESET_GOOD_FOR_MINUTES = 30;

@Injectable()
export class PasswordResetsRepository {
  constructor(private readonly database: DataSource) {}

  /** In place of an earlier one; false within a minute of that: nobody's mailbox is flooded from here. */
  async insert(tenant: string, userId: string, tokenHash: Buffer): Promise<boolean> {
    const rows = await this.database.query<unknown[]>(
      `INSERT INTO auth_service.password_resets (tenant, user_id, token_hash, expires_at, constitutional_hash)
       VALUES ($1, $2, $3, now() + make_interval(mins => $4), $5)
       ON CONFLICT (tenant, user_id) DO UPDATE SET token_hash = excluded.token_hash, expires_at = excluded.expires_at
       WHERE password_resets.expires_at < now() + make_interval(mins => $4 - 1) RETURNING 1`,
      [tenant, userId, tokenHash, RESET_GOOD_FOR_MINUTES, CONSTITUTIONAL_HASH],
    );
    return rows.length > 0;
  }

  /** The id of the person; null for a link that is used up, expired or unknown. */
  async find(tenant: string, tokenHash: Buffer): Promise<string | null> {
    const [row] = await this.database.query<{ userId: string }[]>(
      `SELECT user_id AS "userId" FROM auth_service.password_resets
       WHERE tenant = $1 AND token_hash = $2 AND expires_at > now()`,
      [tenant, tokenHash],
    );
    return row?.userId ?? null;
  }

  /** Uses it up: of any number at the same time one gets true. */
  async consume(tenant: string, tokenHash: Buffer, transaction: EntityManager): Promise<boolean> {
    const [, consumed] = await transaction.query<[unknown[], number]>(
      'DELETE FROM auth_service.password_resets WHERE tenant = $1 AND token_hash = $2 AND expires_at > now()',
      [tenant, tokenHash],
    );
    return consumed > 0;
  }

  /** Those of a person who has another password now. */
  async deleteOf(tenant: string, userId: string, transaction: EntityManager): Promise<void> {
    await transaction.query('DELETE FROM auth_service.password_resets WHERE tenant = $1 AND user_id = $2', [
      tenant,
      userId,
    ]);
  }
}
