import { CONSTITUTIONAL_HASH } from '@acgs/constitutional-hash';
import type { ApiKeyPageQuery } from '@acgs/contracts';
import { Conditions } from '@acgs/database';
import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import type { ApiKeyEntity } from './api-key.entity.js';

export type ApiKeyRow = Omit<ApiKeyEntity, 'constitutionalHash'>;
export type ApiKeyToInsert = Omit<ApiKeyRow, 'createdAt' | 'lastUsedAt' | 'revokedAt'>;

const SELECT = `SELECT tenant, id, name, owner, subject, principal, key_hash AS "keyHash", permissions,
    created_at AS "createdAt", expires_at AS "expiresAt", last_used_at AS "lastUsedAt", revoked_at AS "revokedAt"
  FROM auth_service.api_keys`;

@Injectable()
export class ApiKeysRepository {
  constructor(private readonly database: DataSource) {}

  async insert(key: ApiKeyToInsert, transaction: EntityManager): Promise<void> {
    const { tenant, id, name, owner, subject, principal, keyHash, permissions, expiresAt } = key;
    await transaction.query(
      `INSERT INTO auth_service.api_keys
         (tenant, id, name, owner, subject, principal, key_hash, permissions, expires_at, constitutional_hash)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
      [tenant, id, name, owner, subject, principal, keyHash, permissions, expiresAt, CONSTITUTIONAL_HASH],
    );
  }

  /** Of whatever tenant: the key says who somebody is. */
  async findById(id: string): Promise<ApiKeyRow | null> {
    const [row] = await this.database.query<ApiKeyRow[]>(`${SELECT} WHERE id = $1`, [id]);
    return row ?? null;
  }

  async find(tenant: string, id: string): Promise<ApiKeyRow | null> {
    const [row] = await this.database.query<ApiKeyRow[]>(`${SELECT} WHERE tenant = $1 AND id = $2`, [
      tenant,
      id,
    ]);
    return row ?? null;
  }

  /** Newest first; one more than asked for, when there is one. */
  list(tenant: string, owner: string, { limit, cursor }: ApiKeyPageQuery): Promise<ApiKeyRow[]> {
    const where = new Conditions()
      .add((p) => `tenant = ${p}`, tenant)
      .add((p) => `owner = ${p}`, owner)
      .add((p) => `id < ${p}::uuid`, cursor);
    return this.database.query<ApiKeyRow[]>(
      `${SELECT} WHERE ${where.text} ORDER BY id DESC LIMIT ${String(limit + 1)}`,
      where.values,
    );
  }

  /** False when it is revoked already. */
  async revoke(tenant: string, id: string, transaction: EntityManager): Promise<boolean> {
    const [, changed] = await transaction.query<[unknown[], number]>(
      'UPDATE auth_service.api_keys SET revoked_at = now() WHERE tenant = $1 AND id = $2 AND revoked_at IS NULL',
      [tenant, id],
    );
    return changed > 0;
  }

  /** To the minute: within one it writes nothing. */
  async markUsed(tenant: string, id: string): Promise<void> {
    await this.database.query(
      `UPDATE auth_service.api_keys SET last_used_at = date_trunc('minute', now()) WHERE tenant = $1 AND id = $2
         AND (last_used_at IS NULL OR last_used_at < date_trunc('minute', now()))`,
      [tenant, id],
    );
  }
}
