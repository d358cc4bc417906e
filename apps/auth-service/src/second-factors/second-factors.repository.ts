import { CONSTITUTIONAL_HASH } from '@acgs/constitutional-hash';
import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import type { SecondFactorEntity } from './second-factor.entity.js';

export type SecondFactorRow = Pick<SecondFactorEntity, 'sealedSecret'>;
export interface NewSecondFactor extends SecondFactorRow {
  /** That the first code belongs to. */
  readonly step: number;
}

/** Every statement about second factors and recovery codes. One that was never confirmed, as versions before kept it, is none. */
@Injectable()
export class SecondFactorsRepository {
  constructor(private readonly database: DataSource) {}

  async find(tenant: string, userId: string): Promise<SecondFactorRow | null> {
    const [row] = await this.database.query<SecondFactorRow[]>(
      `SELECT sealed_secret AS "sealedSecret" FROM auth_service.second_factors
       WHERE tenant = $1 AND user_id = $2 AND confirmed_at IS NOT NULL`,
      [tenant, userId],
    );
    return row ?? null;
  }

  /** False when there is one: of any number at the same time one gets true. */
  async insert(
    tenant: string,
    userId: string,
    { sealedSecret, step }: NewSecondFactor,
    transaction: EntityManager,
  ): Promise<boolean> {
    const rows = await transaction.query<unknown[]>(
      `INSERT INTO auth_service.second_factors
         (tenant, user_id, sealed_secret, confirmed_at, last_step, constitutional_hash)
       VALUES ($1, $2, $3, now(), $4, $5)
       ON CONFLICT (tenant, user_id) DO UPDATE SET sealed_secret = excluded.sealed_secret,
         confirmed_at = excluded.confirmed_at, last_step = excluded.last_step, created_at = now()
       WHERE second_factors.confirmed_at IS NULL RETURNING 1`,
      [tenant, userId, sealedSecret, step, CONSTITUTIONAL_HASH],
    );
    return rows.length > 0;
  }

  /** Uses the step up: false for one that was used, or is older than one that was. */
  async useStep(tenant: string, userId: string, step: number): Promise<boolean> {
    const [, used] = await this.database.query<[unknown[], number]>(
      `UPDATE auth_service.second_factors SET last_step = $3
       WHERE tenant = $1 AND user_id = $2 AND confirmed_at IS NOT NULL AND last_step < $3`,
      [tenant, userId, step],
    );
    return used > 0;
  }

  /** Uses the code up: of any number at the same time one gets true. */
  async useRecoveryCode(tenant: string, userId: string, codeHash: Buffer): Promise<boolean> {
    const [, used] = await this.database.query<[unknown[], number]>(
      'DELETE FROM auth_service.recovery_codes WHERE tenant = $1 AND user_id = $2 AND code_hash = $3',
      [tenant, userId, codeHash],
    );
    return used > 0;
  }

  /** In place of those there are. */
  async setRecoveryCodes(
    tenant: string,
    userId: string,
    codeHashes: readonly Buffer[],
    transaction: EntityManager,
  ): Promise<void> {
    await transaction.query('DELETE FROM auth_service.recovery_codes WHERE tenant = $1 AND user_id = $2', [
      tenant,
      userId,
    ]);
    await transaction.query(
      `INSERT INTO auth_service.recovery_codes (tenant, user_id, code_hash, constitutional_hash)
       SELECT $1, $2, code_hash, $4 FROM unnest($3::bytea[]) AS code_hash`,
      [tenant, userId, codeHashes, CONSTITUTIONAL_HASH],
    );
  }

  /** With its recovery codes; false when there is none. */
  async remove(tenant: string, userId: string, transaction: EntityManager): Promise<boolean> {
    await transaction.query('DELETE FROM auth_service.recovery_codes WHERE tenant = $1 AND user_id = $2', [
      tenant,
      userId,
    ]);
    const [, removed] = await transaction.query<[unknown[], number]>(
      'DELETE FROM auth_service.second_factors WHERE tenant = $1 AND user_id = $2',
      [tenant, userId],
    );
    return removed > 0;
  }
}
